-- What version 3 brought (see upgrade.py); never changed again.
create table reference (
  id text not null, source text not null, block text not null, told integer not null, facts text not null, open integer not null,
  text_date text, context text,
  known_from text not null, known_to text
);
create unique index reference_live on reference (id) where known_to is null;
create index reference_source on reference (source) where known_to is null;
create index reference_block on reference (block, told) where known_to is null;
create index reference_open on reference (block) where known_to is null and open;
