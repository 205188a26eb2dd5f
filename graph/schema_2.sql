-- What version 2 brought (see upgrade.py); never changed again.
create table reference (
  id text not null, source text not null, block text not null, facts text not null, open integer not null,
  text_date text, context text,
  known_from text not null, known_to text
);
create unique index reference_live on reference (id) where known_to is null;
create index reference_source on reference (source) where known_to is null;
create index reference_block on reference (block, facts) where known_to is null;
create index reference_open on reference (block) where known_to is null and open;
create table statement (
  id text not null, source text not null, predicate text not null, subject text not null, object text, value text, modality text not null,
  confidence real not null, rule text not null, props text, weight integer not null, begins integer, ends integer, quote text,
  record_table text, record_row text, known_by text, url text, said_in text, known_from text not null, known_to text
);
create unique index statement_live on statement (id) where known_to is null;
create index statement_subject on statement (subject) where known_to is null;
create index statement_object on statement (object) where known_to is null and object is not null;
create table decision (
  reference text not null, source text not null, node text not null, confidence real not null, resolved integer not null,
  reason text not null, candidates text, known_from text not null, known_to text
);
create index decision_live on decision (reference, node, resolved) where known_to is null;
create index decision_node on decision (node, source) where known_to is null;
create table edge (
  id text not null, type text not null, src text not null, dst text not null, modality text not null, confidence real not null,
  verified integer not null, valid_from text, valid_from_basis text, valid_to text, props text, known_from text not null, known_to text
);
create unique index edge_live on edge (id) where known_to is null;
create index edge_src on edge (src, type) where known_to is null;
create index edge_dst on edge (dst, type) where known_to is null;
create table degree (node text not null, type text not null, n integer not null, primary key (node, type)) without rowid;
create trigger edge_begins after insert on edge when new.known_to is null begin
  insert into degree values (new.src, new.type, 1), (new.dst, new.type, 1) on conflict do update set n = n + 1; end;
create trigger edge_ends after update of known_to on edge when old.known_to is null and new.known_to is not null begin
  update degree set n = n - 1 where (node = old.src or node = old.dst) and type = old.type; end;
create table edge_statement (
  edge text not null, source text not null, statement text not null, primary key (edge, source, statement)
) without rowid;
create unique index edge_statement_statement on edge_statement (statement);
create table tally (
  thing text not null, name text not null, value text not null, n0 integer not null, n1 integer not null, n2 integer not null,
  n3 integer not null, primary key (thing, name, value)
) without rowid;
create index source_sha on source (sha256) where known_to is null;
create index decision_was on decision (node) where known_to is not null;
create table review (id text not null, data text not null, known_from text not null, known_to text);
create unique index review_live on review (id) where known_to is null;
