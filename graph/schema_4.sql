-- What version 4 brought (see upgrade.py); never changed again.
create unique index statement_live on statement (id) where known_to is null and object is not null;
create index statement_object on statement (object, predicate) where known_to is null and object is not null;
