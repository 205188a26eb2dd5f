"""A draft of our own for the linter: thirty citations of the catalogue's documents, fifteen of them with a fault that is told here."""

from __future__ import annotations

DAY = "2026-09-01"
DRAFT = """Kế hoạch công tác của Đảng ủy phường An Bình (dự thảo)

Căn cứ Quy định số 208-QĐ/TW ngày 26 tháng 7 năm 2026 của Ban Chấp hành Trung ương về thi hành Điều lệ Đảng;
Căn cứ Quy định số 114-QĐ/TW ngày 11-7-2023 của Bộ Chính trị về kiểm soát quyền lực trong công tác cán bộ;
Căn cứ Nghị quyết số 57-NQ/TW, ngày 22-12-2024; Chỉ thị số 05-CT/TW, ngày 15-5-2016;
Căn cứ Kết luận số 01-KL/TW ngày 18/05/2021 của Bộ Chính trị; Hướng dẫn số 42-HD/BTCTW ngày 28/10/2025;
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05/3/2020; Chỉ thị số 36-CT/TW, ngày 16-8-2019;
Căn cứ Nghị quyết số 18-NQ/TW ngày 25-10-2017; Chỉ thị số 33-CT/TW năm 2019 của Ban Bí thư.

1. Chi bộ học tập Quy định số 144-QĐ/TW, ngày 9-5-2024 của Bộ Chính trị. Đảng viên ghi sổ theo Quy định 144 và Quy định số 399-QĐ/TW.
Trung tâm chính trị làm theo Quyết định số 1147-QĐ/BTGDVTW, ngày 1-12-2025 của Ban Tuyên giáo và Dân vận Trung ương.
Phòng họp thi đua theo Chỉ thị số 41-CT/TW ngày 26-12-2023 của Bộ Chính trị và luân chuyển cán bộ theo Quy định số 65-QĐ/TW, ngày 28 tháng 5
năm 2022 của Bộ Chính trị.
Người nghỉ việc hưởng chế độ theo Nghị định số 178/2024/NĐ-CP ngày 30/12/2024 của Chính phủ.

2. Mặt trận phường đại hội theo Chỉ thị số 48-CT/TW ngày 24-6-2025 của Bộ Chính trị.
Đối ngoại theo Nghị quyết số 59-NQ/TW ngày 24-1-2025 của Ban Chấp hành Trung ương Đảng.
Chi bộ sinh hoạt theo Quy định số 138-QĐ/TW, ngày 1-12-2023 của Bộ Chính trị.
Lấy phiếu theo Quyết định số 96-QĐ/TW, ngày 2-2-2023 của Bộ Chính trị; bầu cử theo Kết luận số 46-CT/TW, ngày 16-5-2025 của Bộ Chính trị.

3. Phân cấp cán bộ theo Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị.
Soạn văn bản theo Quy định số 66-QĐ/TW ngày 6-2-2017 và Công văn số 5053-CV/VPTW ngày 11-3-2019 của Văn phòng Trung ương Đảng.
Học nghị quyết theo Chỉ thị số 01-CT/TW của Bộ Chính trị; kê khai theo Quy định số 85-QĐ/TW.
Đại hội theo Chỉ thị số 54-CT/TW, ngày 14-4-2025 của Bộ Chính trị về đại hội đảng bộ.
Văn thư theo Quy định số 999-QĐ/TW, ngày 3-3-2025 của Ban Bí thư.

4. Đảng ủy tổng kết việc thực hiện Chỉ thị số 35-CT/TW, ngày 14-6-2024.
"""
# Fault, the words that it concerns, what is proposed in their place.
SEEDED = [
    ("wrong_date", "ngày 26-12-2023", "ngày 26-12-2024"),
    ("wrong_date", "ngày 28 tháng 5\nnăm 2022", "ngày 28 tháng 4\nnăm 2022"),
    ("wrong_date", "ngày 30/12/2024", "ngày 31/12/2024"),
    ("wrong_issuer", "Bộ Chính trị", "Ban Bí thư"),
    ("wrong_issuer", "Ban Chấp hành Trung ương Đảng", "Bộ Chính trị"),
    ("wrong_issuer", "Bộ Chính trị", "Ban Bí thư"),
    ("wrong_type", "Quyết định", "Quy định"),
    ("wrong_type", "Kết luận", "Chỉ thị"),
    ("ended", "Quy định số 80-QĐ/TW, ngày 18-8-2022 của Bộ Chính trị", "Quy định số 377-QĐ/TW, ngày 8-10-2025 của Bộ Chính trị về"),
    ("ended", "Quy định số 66-QĐ/TW ngày 6-2-2017", "Quy định số 399-QĐ/TW, ngày 9-1-2026 của Ban Bí thư về"),
    ("ended", "Công văn số 5053-CV/VPTW", None),
    ("missing_term", "Chỉ thị số 01-CT/TW", "Chỉ thị số 01-CT/TW, ngày 23-1-2026"),
    ("missing_term", "Quy định số 85-QĐ/TW", "Quy định số 85-QĐ/TW, ngày 7-10-2022"),
    ("unknown", "Chỉ thị số 54-CT/TW, ngày 14-4-2025 của Bộ Chính trị", "Chỉ thị số 45-CT/TW, ngày 14-4-2025 của Bộ Chính"),
    ("unknown", "Quy định số 999-QĐ/TW", None),
]
