-- The embedded store. Every row that can change carries [known_from, known_to): nothing is deleted, it is dated. Live rows have no known_to.
create table meta (key text primary key, value text not null) without rowid;

create table source (
  id text not null, data text not null, sha256 text not null, known_from text not null, known_to text
);
create unique index source_live on source (id) where known_to is null;
create table source_text (sha256 text primary key, text text not null);

create table reference (
  id text not null, source text not null, block text not null, data text not null, known_from text not null, known_to text
);
create unique index reference_live on reference (id) where known_to is null;
create index reference_source on reference (source) where known_to is null;
create index reference_block on reference (block) where known_to is null;

create table statement (
  id text not null, source text not null, predicate text not null, subject text not null, object text, data text not null,
  known_from text not null, known_to text
);
create unique index statement_live on statement (id) where known_to is null;
create index statement_source on statement (source) where known_to is null;
create index statement_subject on statement (subject) where known_to is null;
create index statement_object on statement (object) where known_to is null and object is not null;

create table decision (
  reference text not null, node text not null, data text not null, known_from text not null, known_to text
);
create unique index decision_live on decision (reference) where known_to is null;
create index decision_node on decision (node) where known_to is null;

create table node (
  rowid integer primary key, id text not null, kind text not null, doc_kind text, stem text, term text, date text, issuer text,
  data text not null, known_from text not null, known_to text
);
create unique index node_live on node (id) where known_to is null;
create index node_stem on node (stem) where known_to is null;
create index node_kind on node (kind, id) where known_to is null;

-- Other names by which a node is found whole: folded label, title and aliases.
create table alias (name text not null, node text not null, primary key (name, node)) without rowid;
create index alias_node on alias (node);

create table edge (
  id text not null, type text not null, src text not null, dst text not null, data text not null, known_from text not null, known_to text
);
create unique index edge_live on edge (id) where known_to is null;
create index edge_src on edge (src, type) where known_to is null;
create index edge_dst on edge (dst, type) where known_to is null;

create table edge_statement (statement text primary key, edge text not null) without rowid;
create index edge_statement_edge on edge_statement (edge);

-- Folded by us before it comes in: unicode61 takes accents off but does not fold d with a stroke.
create virtual table search using fts5 (text, tokenize = 'unicode61', prefix = '2 3');
