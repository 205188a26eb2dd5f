-- The embedded store, version 5. Every row that can change carries [known_from, known_to): nothing is deleted, it is dated.
-- Live rows have no known_to. A node or an edge that changes keeps its row, and with it its place in the indexes of what is live; what it
-- was is laid aside as a row that ended. Older files are brought here by upgrade.py.
create table meta (key text primary key, value text not null) without rowid;

create table source (
  id text not null, data text not null, sha256 text not null, known_from text not null, known_to text
);
create unique index source_live on source (id) where known_to is null;
create index source_since on source (known_from);
create index source_sha on source (sha256) where known_to is null;
create table source_text (sha256 text primary key, text text not null);

-- facts: what a reference states wherever it stands, as JSON; equal for all that cite a thing alike, so that a block tells its few
-- different ones without being read whole; told: their hash, by which they are looked up.
-- open: what they name hangs on other references of the block.
create table reference (
  id text not null, source text not null, block text not null, told integer not null, facts text not null, open integer not null,
  text_date text, context text,
  known_from text not null, known_to text
);
create unique index reference_live on reference (id) where known_to is null;
create index reference_source on reference (source) where known_to is null;
create index reference_block on reference (block, told) where known_to is null;
create index reference_open on reference (block) where known_to is null and open;

-- Evidence is a quote (begins, ends, quote) or a record (record_table, record_row, known_by, url); said_in: the source where it stands,
-- if that is another.
create table statement (
  id text not null, source text not null, predicate text not null, subject text not null, object text, value text, modality text not null,
  confidence real not null, rule text not null, props text, weight integer not null, begins integer, ends integer, quote text,
  record_table text, record_row text, known_by text, url text, said_in text, known_from text not null, known_to text
);
-- What is said of a node itself is asked for by node, never by id.
create unique index statement_live on statement (id) where known_to is null and object is not null;
create index statement_was on statement (known_to) where known_to is not null;
create index statement_subject on statement (subject) where known_to is null;
create index statement_object on statement (object, predicate) where known_to is null and object is not null;

create table decision (
  reference text not null, source text not null, node text not null, confidence real not null, resolved integer not null,
  reason text not null, candidates text, known_from text not null, known_to text
);
-- With node and resolved in it, a look-up by reference needs no second one in the table.
create index decision_live on decision (reference, node, resolved) where known_to is null;
create index decision_node on decision (node, source) where known_to is null;

create index decision_was on decision (node) where known_to is not null;

create table node (
  rowid integer primary key, id text not null, kind text not null, doc_kind text, stem text, term text, date text, issuer text,
  data text not null, known_from text not null, known_to text
);
create unique index node_live on node (id) where known_to is null;
create index node_since on node (known_from);
create index node_was on node (known_to) where known_to is not null;
create index node_stem on node (stem) where known_to is null;
create index node_kind on node (kind, id) where known_to is null;

-- Other names by which a node is found whole: folded label, title and aliases.
create table alias (name text not null, node text not null, primary key (name, node)) without rowid;

create table edge (
  id text not null, type text not null, src text not null, dst text not null, modality text not null, confidence real not null,
  verified integer not null, valid_from text, valid_from_basis text, valid_to text, props text, known_from text not null, known_to text
);
create unique index edge_live on edge (id) where known_to is null;
create index edge_since on edge (known_from);
create index edge_was on edge (known_to) where known_to is not null;
create index edge_src on edge (src, type) where known_to is null;
create index edge_dst on edge (dst, type) where known_to is null;

-- How many live edges of a type a node has, in and out together: what a picture does not show is told without being counted each time.
create table degree (node text not null, type text not null, n integer not null, primary key (node, type)) without rowid;

-- Which live statements stand behind which live edge.
create table edge_statement (
  edge text not null, source text not null, statement text not null, primary key (edge, source, statement)
) without rowid;

-- What people say of edges and nodes; it outlives reloads.
create table review (id text not null, data text not null, known_from text not null, known_to text);
create unique index review_live on review (id) where known_to is null;

-- What all sources together say of a node or an edge that many speak of: per value how many sources say it with which weight.
create table tally (
  thing text not null, name text not null, value text not null, n0 integer not null, n1 integer not null, n2 integer not null,
  n3 integer not null, primary key (thing, name, value)
) without rowid;

-- Folded by us before it comes in: unicode61 takes accents off but does not fold d with a stroke.
create virtual table search using fts5 (text, tokenize = 'unicode61', prefix = '2 3');
