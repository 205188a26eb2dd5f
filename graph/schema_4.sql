-- What version 4 brought (see upgrade.py); never changed again.
create index statement_was on statement (known_to) where known_to is not null;
create index node_was on node (known_to) where known_to is not null;
create index edge_was on edge (known_to) where known_to is not null;
create unique index statement_live on statement (id) where known_to is null and object is not null;
create index statement_object on statement (object, predicate) where known_to is null and object is not null;
