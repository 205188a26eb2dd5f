-- What version 4 brought (see upgrade.py); never changed again.
create index statement_was on statement (known_to) where known_to is not null;
create index node_was on node (known_to) where known_to is not null;
create index edge_was on edge (known_to) where known_to is not null;
