-- What version 5 brought (see upgrade.py); never changed again.
create index source_since on source (known_from);
create index node_since on node (known_from);
create index edge_since on edge (known_from);
