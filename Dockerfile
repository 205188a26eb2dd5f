# Vanmach as a service: docker build -t vanmach . && docker run -p 8000:8000 -v vanmach:/data vanmach
FROM python:3.12-slim

WORKDIR /srv/vanmach
# What it runs on changes rarely: a layer of its own.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY graph graph
COPY loaders loaders
COPY queries queries
COPY visualizations visualizations
COPY api api
RUN pip install --no-cache-dir --no-deps --no-build-isolation .

RUN useradd --system --home-dir /data --create-home vanmach
USER vanmach
WORKDIR /data
VOLUME /data
ENV VANMACH_STORE=sqlite:////data/vanmach.db VANMACH_KEYS=/data/keys.json
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=10s \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
CMD ["vanmach", "serve", "--host", "0.0.0.0", "--port", "8000", "--workers", "2", "--log", "json"]
