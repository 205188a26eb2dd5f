-- A store as the fourth schema kept it: that of the first, brought up to date by the programs of those times.
CREATE TABLE meta (key text primary key, value text not null) without rowid;
CREATE TABLE source (
  id text not null, data text not null, sha256 text not null, known_from text not null, known_to text
);
CREATE TABLE source_text (sha256 text primary key, text text not null);
CREATE TABLE node (
  rowid integer primary key, id text not null, kind text not null, doc_kind text, stem text, term text, date text, issuer text,
  data text not null, known_from text not null, known_to text
);
CREATE TABLE alias (name text not null, node text not null, primary key (name, node)) without rowid;
CREATE TABLE statement (
  id text not null, source text not null, predicate text not null, subject text not null, object text, value text, modality text not null,
  confidence real not null, rule text not null, props text, weight integer not null, begins integer, ends integer, quote text,
  record_table text, record_row text, known_by text, url text, said_in text, known_from text not null, known_to text
);
CREATE TABLE decision (
  reference text not null, source text not null, node text not null, confidence real not null, resolved integer not null,
  reason text not null, candidates text, known_from text not null, known_to text
);
CREATE TABLE edge (
  id text not null, type text not null, src text not null, dst text not null, modality text not null, confidence real not null,
  verified integer not null, valid_from text, valid_from_basis text, valid_to text, props text, known_from text not null, known_to text
);
CREATE TABLE degree (node text not null, type text not null, n integer not null, primary key (node, type)) without rowid;
CREATE TABLE edge_statement (
  edge text not null, source text not null, statement text not null, primary key (edge, source, statement)
) without rowid;
CREATE TABLE tally (
  thing text not null, name text not null, value text not null, n0 integer not null, n1 integer not null, n2 integer not null,
  n3 integer not null, primary key (thing, name, value)
) without rowid;
CREATE TABLE review (id text not null, data text not null, known_from text not null, known_to text);
CREATE TABLE reference (
  id text not null, source text not null, block text not null, told integer not null, facts text not null, open integer not null,
  text_date text, context text,
  known_from text not null, known_to text
);
CREATE VIRTUAL TABLE search using fts5 (text, tokenize = 'unicode61', prefix = '2 3');
insert into alias (name, node) values ('bo chinh tri', 'bo-chinh-tri');
insert into alias (name, node) values ('chi thi 35-ct/tw', '35-ct-tw.xii');
insert into alias (name, node) values ('chi thi 36-ct/tw', '36-ct-tw.xii');
insert into alias (name, node) values ('chi thi ve dai hoi', '35-ct-tw.xii');
insert into alias (name, node) values ('huong dan 26-hd/btctw', '26-hd-btctw.xii');
insert into alias (name, node) values ('ke hoach 12-kh/btctw', '12-kh-btctw.xiii');
insert into alias (name, node) values ('ket luan 21-kl/tw', '21-kl-tw~b');
insert into alias (name, node) values ('quy dinh 07-qd/tw', '07-qd-tw.xii');
insert into alias (name, node) values ('quy dinh 99-qd/tw', '99-qd-tw.xii');
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('a#be21036a6', 'a', 'bo-chinh-tri', 1.0, 1, 'name', NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('a#d9b61d5bd', 'a', '35-ct-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('a#d52e84781', 'a', '26-hd-btctw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('b#d4edef2c6', 'b', '35-ct-tw.xii', 0.95, 1, 'best of the known', NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('b#df3964ce1', 'b', '12-kh-btctw.xiii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('b#da20d749d', 'b', '21-kl-tw~b', 0.0, 0, 'open', NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('c#d25187343', 'c', '07-qd-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('c#d6b4458d2', 'c', '99-qd-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('d#d33c0c99c', 'd', '35-ct-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('d#dfcb334b4', 'd', '01-nq-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('e#d9b61d5bd', 'e', '35-ct-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into decision (reference, source, node, confidence, resolved, reason, candidates, known_from, known_to) values ('e#d6c9bb847', 'e', '36-ct-tw.xii', 1.0, 1, 'stated', NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into degree (node, type, n) values ('07-qd-tw.xii', 'supersedes', 1);
insert into degree (node, type, n) values ('12-kh-btctw.xiii', 'based_on', 1);
insert into degree (node, type, n) values ('12-kh-btctw.xiii', 'implements', 1);
insert into degree (node, type, n) values ('21-kl-tw~b', 'based_on', 1);
insert into degree (node, type, n) values ('26-hd-btctw.xii', 'guides', 1);
insert into degree (node, type, n) values ('35-ct-tw.xii', 'based_on', 1);
insert into degree (node, type, n) values ('35-ct-tw.xii', 'guides', 1);
insert into degree (node, type, n) values ('35-ct-tw.xii', 'implements', 1);
insert into degree (node, type, n) values ('35-ct-tw.xii', 'issues', 1);
insert into degree (node, type, n) values ('36-ct-tw.xii', 'based_on', 1);
insert into degree (node, type, n) values ('99-qd-tw.xii', 'supersedes', 1);
insert into degree (node, type, n) values ('bo-chinh-tri', 'issues', 1);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('0cb62efd3e27541e', 'guides', '26-hd-btctw.xii', '35-ct-tw.xii', 'done', 0.9, 1, '2019-10-18', 'document', NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('b8ad2a1b98c83427', 'issues', 'bo-chinh-tri', '35-ct-tw.xii', 'done', 0.9, 1, '2019-05-30', 'document', NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('7edde30feb2461cc', 'based_on', '12-kh-btctw.xiii', '21-kl-tw~b', 'done', 0.9, 1, '2024-02-01', 'document', NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('78d979d2ca7fb655', 'implements', '12-kh-btctw.xiii', '35-ct-tw.xii', 'done', 0.9, 1, '2024-02-01', 'document', NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('47f548b5ad0ef307', 'amends', '99-qd-tw.xii', '07-qd-tw.xii', 'done', 0.9, 1, '2017-10-03', 'document', NULL, NULL, '2026-11-25T23:04:01.911579+00:00', '2026-11-25T23:04:01.913261+00:00');
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('9a1f1886ac27a2ae', 'supersedes', '99-qd-tw.xii', '07-qd-tw.xii', 'done', 0.9, 1, '2017-10-03', 'document', NULL, NULL, '2026-11-25T23:04:01.913261+00:00', NULL);
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('3b26fdb99e876932', 'cites', '35-ct-tw.xii', '01-nq-tw.xii', 'done', 0.9, 1, '2019-05-30', 'document', NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into edge (id, type, src, dst, modality, confidence, verified, valid_from, valid_from_basis, valid_to, props, known_from, known_to) values ('290b4d5b54fa2aa7', 'based_on', '36-ct-tw.xii', '35-ct-tw.xii', 'done', 0.9, 1, '2019-08-16', 'document', NULL, '{"scope":"cả nước"}', '2026-11-25T23:04:01.917406+00:00', NULL);
insert into edge_statement (edge, source, statement) values ('0cb62efd3e27541e', 'a', 'df543060cee8f220');
insert into edge_statement (edge, source, statement) values ('290b4d5b54fa2aa7', 'e', '2a38e94d7f4acd48');
insert into edge_statement (edge, source, statement) values ('78d979d2ca7fb655', 'b', '3e01950889acf099');
insert into edge_statement (edge, source, statement) values ('7edde30feb2461cc', 'b', '48c0cba4d7c0f64d');
insert into edge_statement (edge, source, statement) values ('9a1f1886ac27a2ae', 'c', 'cb2b4d20af7a887d');
insert into edge_statement (edge, source, statement) values ('b8ad2a1b98c83427', 'a', 'b388a53259df4a08');
insert into meta (key, value) values ('clock', '2026-11-25T23:04:01.917406+00:00');
insert into meta (key, value) values ('schema', '4');
insert into meta (key, value) values ('version', '7');
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (1, 'bo-chinh-tri', 'body', NULL, NULL, NULL, NULL, NULL, '{"id":"bo-chinh-tri","kind":"body","label":"Bộ Chính trị","resolved":true,"verified":true}', '2026-11-25T23:04:01.894590+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (2, '26-hd-btctw.xii', 'document', 'guideline', 'hd:26:btctw', 'XII', '2019-10-18', NULL, '{"date":"2019-10-18","doc_kind":"guideline","id":"26-hd-btctw.xii","kind":"document","label":"Hướng dẫn 26-HD/BTCTW","resolved":true,"symbol":"26-HD/BTCTW","term":"XII","verified":true}', '2026-11-25T23:04:01.894590+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (3, '35-ct-tw.xii', 'document', 'directive', 'ct:35:tw', 'XII', '2019-05-30', 'bo-chinh-tri', '{"date":"2019-05-30","doc_kind":"directive","id":"35-ct-tw.xii","issuer":"bo-chinh-tri","kind":"document","label":"Chỉ thị 35-CT/TW","resolved":true,"symbol":"35-CT/TW","term":"XII","verified":true}', '2026-11-25T23:04:01.894590+00:00', '2026-11-25T23:04:01.917406+00:00');
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (4, '21-kl-tw~b', 'document', 'conclusion', 'kl:21:tw', NULL, NULL, NULL, '{"doc_kind":"conclusion","id":"21-kl-tw~b","kind":"document","label":"Kết luận 21-KL/TW","resolved":false,"symbol":"21-KL/TW","verified":true}', '2026-11-25T23:04:01.909214+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (5, '12-kh-btctw.xiii', 'document', 'plan', 'kh:12:btctw', 'XIII', '2024-02-01', NULL, '{"date":"2024-02-01","doc_kind":"plan","id":"12-kh-btctw.xiii","kind":"document","label":"Kế hoạch 12-KH/BTCTW","resolved":true,"symbol":"12-KH/BTCTW","term":"XIII","verified":true}', '2026-11-25T23:04:01.909214+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (6, '07-qd-tw.xii', 'document', 'regulation', 'qd:7:tw', 'XII', NULL, NULL, '{"doc_kind":"regulation","id":"07-qd-tw.xii","kind":"document","label":"Quy định 07-QĐ/TW","resolved":true,"symbol":"07-QĐ/TW","term":"XII","verified":true}', '2026-11-25T23:04:01.911579+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (7, '99-qd-tw.xii', 'document', 'regulation', 'qd:99:tw', 'XII', '2017-10-03', NULL, '{"date":"2017-10-03","doc_kind":"regulation","id":"99-qd-tw.xii","kind":"document","label":"Quy định 99-QĐ/TW","resolved":true,"symbol":"99-QĐ/TW","term":"XII","verified":true}', '2026-11-25T23:04:01.911579+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (8, '01-nq-tw.xii', 'document', 'resolution', 'nq:1:tw', 'XII', '2016-06-01', NULL, '{"date":"2016-06-01","doc_kind":"resolution","id":"01-nq-tw.xii","kind":"document","label":"Nghị quyết 01-NQ/TW","resolved":true,"symbol":"01-NQ/TW","term":"XII","verified":true}', '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (9, '35-ct-tw.xii', 'document', 'directive', 'ct:35:tw', 'XII', '2019-05-30', 'bo-chinh-tri', '{"aliases":["Chỉ thị về đại hội"],"date":"2019-05-30","doc_kind":"directive","id":"35-ct-tw.xii","issuer":"bo-chinh-tri","kind":"document","label":"Chỉ thị 35-CT/TW","resolved":true,"symbol":"35-CT/TW","term":"XII","verified":true}', '2026-11-25T23:04:01.917406+00:00', NULL);
insert into node (rowid, id, kind, doc_kind, stem, term, date, issuer, data, known_from, known_to) values (10, '36-ct-tw.xii', 'document', 'directive', 'ct:36:tw', 'XII', '2019-08-16', NULL, '{"date":"2019-08-16","doc_kind":"directive","id":"36-ct-tw.xii","kind":"document","label":"Chỉ thị 36-CT/TW","resolved":true,"symbol":"36-CT/TW","term":"XII","verified":false}', '2026-11-25T23:04:01.917406+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('a#d52e84781', 'a', 'd:hd:26', 2304703423243515482, '{"date":"2019-10-18","doc_kind":"guideline","kind":"document","surface":"26-HD/BTCTW","symbol":"26-HD/BTCTW"}', 0, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('a#d9b61d5bd', 'a', 'd:ct:35', 761714175611230619, '{"date":"2019-05-30","doc_kind":"directive","kind":"document","surface":"35-CT/TW","symbol":"35-CT/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('a#be21036a6', 'a', 'b:bo-chinh-tri', -5006060826600422288, '{"kind":"body","name":"Bộ Chính trị","surface":"Bộ Chính trị"}', 1, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('b#df3964ce1', 'b', 'd:kh:12', 5368294322945889086, '{"date":"2024-02-01","doc_kind":"plan","kind":"document","surface":"12-KH/BTCTW","symbol":"12-KH/BTCTW"}', 0, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('b#d4edef2c6', 'b', 'd:ct:35', 9221889309112370722, '{"doc_kind":"directive","kind":"document","surface":"35-CT/TW","symbol":"35-CT/TW"}', 1, '2024-03-01', NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('b#da20d749d', 'b', 'd:kl:21', -2690817791427695812, '{"doc_kind":"conclusion","kind":"document","surface":"21-KL/TW","symbol":"21-KL/TW"}', 1, '2024-03-01', 'xây dựng, chỉnh đốn Đảng', '2026-11-25T23:04:01.909214+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('c#d6b4458d2', 'c', 'd:qd:99', 4356743988426621853, '{"date":"2017-10-03","doc_kind":"regulation","kind":"document","surface":"99-QĐ/TW","symbol":"99-QĐ/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('c#d25187343', 'c', 'd:qd:7', -8142638717689022481, '{"doc_kind":"regulation","kind":"document","surface":"07-QĐ/TW","symbol":"07-QĐ/TW","term":"XII"}', 0, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('d#d33c0c99c', 'd', 'd:ct:35', -1072325301476343061, '{"date":"2019-05-31","doc_kind":"directive","kind":"document","surface":"35-CT/TW","symbol":"35-CT/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('d#dfcb334b4', 'd', 'd:nq:1', -731926474690023030, '{"date":"2016-06-01","doc_kind":"resolution","kind":"document","surface":"01-NQ/TW","symbol":"01-NQ/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('e#d6c9bb847', 'e', 'd:ct:36', -8179196824944288785, '{"date":"2019-08-16","doc_kind":"directive","kind":"document","surface":"36-CT/TW","symbol":"36-CT/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into reference (id, source, block, told, facts, open, text_date, context, known_from, known_to) values ('e#d9b61d5bd', 'e', 'd:ct:35', -4531470461730631459, '{"aliases":["Chỉ thị về đại hội"],"date":"2019-05-30","doc_kind":"directive","kind":"document","surface":"35-CT/TW","symbol":"35-CT/TW"}', 0, NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into search (rowid, text) values (1, 'bo chinh tri');
insert into search (rowid, text) values (2, 'huong dan 26-hd/btctw');
insert into search (rowid, text) values (4, 'ket luan 21-kl/tw');
insert into search (rowid, text) values (5, 'ke hoach 12-kh/btctw');
insert into search (rowid, text) values (6, 'quy dinh 07-qd/tw');
insert into search (rowid, text) values (7, 'quy dinh 99-qd/tw');
insert into search (rowid, text) values (9, 'chi thi 35-ct/tw 
 chi thi ve dai hoi');
insert into search (rowid, text) values (10, 'chi thi 36-ct/tw');
insert into source (id, data, sha256, known_from, known_to) values ('a', '{"id":"a","kind":"text","published":"2024-04-12","sha256":"7720d61ffaaae434","title":"Bài a"}', '7720d61ffaaae434', '2026-11-25T23:04:01.894590+00:00', NULL);
insert into source (id, data, sha256, known_from, known_to) values ('b', '{"id":"b","kind":"text","sha256":"c4dd8ff093613d0c","title":"Bài b"}', 'c4dd8ff093613d0c', '2026-11-25T23:04:01.909214+00:00', NULL);
insert into source (id, data, sha256, known_from, known_to) values ('c', '{"id":"c","kind":"text","sha256":"bad54f89c4146355","title":"Bài c"}', 'bad54f89c4146355', '2026-11-25T23:04:01.911579+00:00', '2026-11-25T23:04:01.913261+00:00');
insert into source (id, data, sha256, known_from, known_to) values ('c', '{"id":"c","kind":"text","sha256":"2d29986952e6a1c4","title":"Bài c"}', '2d29986952e6a1c4', '2026-11-25T23:04:01.913261+00:00', NULL);
insert into source (id, data, sha256, known_from, known_to) values ('d', '{"id":"d","kind":"text","sha256":"71c3b75ec6a0c30f","title":"Bài d"}', '71c3b75ec6a0c30f', '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into source (id, data, sha256, known_from, known_to) values ('e', '{"id":"e","kind":"text","sha256":"a5a7538ed82bfac9","title":"Bài e"}', 'a5a7538ed82bfac9', '2026-11-25T23:04:01.917406+00:00', NULL);
insert into source_text (sha256, text) values ('7720d61ffaaae434', 'lời của a');
insert into source_text (sha256, text) values ('c4dd8ff093613d0c', 'lời của b');
insert into source_text (sha256, text) values ('bad54f89c4146355', 'lời của c');
insert into source_text (sha256, text) values ('2d29986952e6a1c4', 'lời của c');
insert into source_text (sha256, text) values ('71c3b75ec6a0c30f', 'lời của d');
insert into source_text (sha256, text) values ('a5a7538ed82bfac9', 'lời của e');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('404176cc723b754d', 'a', 'doc_kind', 'a#d52e84781', NULL, 'guideline', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('69eff2fe35f545ff', 'a', 'symbol', 'a#d52e84781', NULL, '26-HD/BTCTW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('65da76ead8561d64', 'a', 'date', 'a#d52e84781', NULL, '2019-10-18', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('874b7a4e14a57da3', 'a', 'doc_kind', 'a#d9b61d5bd', NULL, 'directive', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('e4120f3edc14915a', 'a', 'symbol', 'a#d9b61d5bd', NULL, '35-CT/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('c55f2abbf316561c', 'a', 'date', 'a#d9b61d5bd', NULL, '2019-05-30', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('a4d872c96905c554', 'a', 'name', 'a#be21036a6', NULL, 'Bộ Chính trị', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('df543060cee8f220', 'a', 'guides', 'a#d52e84781', 'a#d9b61d5bd', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '26-HD/BTCTW guides 35-CT/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('b388a53259df4a08', 'a', 'issues', 'a#be21036a6', 'a#d9b61d5bd', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, 'Bộ Chính trị issues 35-CT/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.894590+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('f06c3d3fd39e0aaf', 'b', 'doc_kind', 'b#df3964ce1', NULL, 'plan', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('c72613f9cf644260', 'b', 'symbol', 'b#df3964ce1', NULL, '12-KH/BTCTW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('8a36a062b331a67c', 'b', 'date', 'b#df3964ce1', NULL, '2024-02-01', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('176e7258c2562c37', 'b', 'doc_kind', 'b#d4edef2c6', NULL, 'directive', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('32dcc353e8896c98', 'b', 'symbol', 'b#d4edef2c6', NULL, '35-CT/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('d5964e2e75396fef', 'b', 'doc_kind', 'b#da20d749d', NULL, 'conclusion', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('4f6eea1652c64e7c', 'b', 'symbol', 'b#da20d749d', NULL, '21-KL/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('3e01950889acf099', 'b', 'implements', 'b#df3964ce1', 'b#d4edef2c6', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '12-KH/BTCTW implements 35-CT/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('48c0cba4d7c0f64d', 'b', 'based_on', 'b#df3964ce1', 'b#da20d749d', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '12-KH/BTCTW based_on 21-KL/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.909214+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('2088adeef6611716', 'c', 'doc_kind', 'c#d6b4458d2', NULL, 'regulation', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('6aaee74e30d74f27', 'c', 'symbol', 'c#d6b4458d2', NULL, '99-QĐ/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('cd5ac8032dba8964', 'c', 'date', 'c#d6b4458d2', NULL, '2017-10-03', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('b81cba375f7f0920', 'c', 'doc_kind', 'c#d25187343', NULL, 'regulation', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('d3152e7c2ac9a0e4', 'c', 'symbol', 'c#d25187343', NULL, '07-QĐ/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('c16aca3c3c37c295', 'c', 'term', 'c#d25187343', NULL, 'XII', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('019885b0938160fe', 'c', 'amends', 'c#d6b4458d2', 'c#d25187343', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '99-QĐ/TW amends 07-QĐ/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.911579+00:00', '2026-11-25T23:04:01.913261+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('cb2b4d20af7a887d', 'c', 'supersedes', 'c#d6b4458d2', 'c#d25187343', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '99-QĐ/TW supersedes 07-QĐ/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.913261+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('5d07de806f666b04', 'd', 'doc_kind', 'd#d33c0c99c', NULL, 'directive', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('cab1a53e796d625b', 'd', 'symbol', 'd#d33c0c99c', NULL, '35-CT/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('c3456d1649002ab4', 'd', 'date', 'd#d33c0c99c', NULL, '2019-05-31', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('927387f7f6ad717d', 'd', 'doc_kind', 'd#dfcb334b4', NULL, 'resolution', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('2bc43f55863d082f', 'd', 'symbol', 'd#dfcb334b4', NULL, '01-NQ/TW', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('218fd16343f5ba39', 'd', 'date', 'd#dfcb334b4', NULL, '2016-06-01', 'done', 1.0, 'test', NULL, 2, 0, 3, 'lời', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('84fefefc4c9b5d40', 'd', 'cites', 'd#d33c0c99c', 'd#dfcb334b4', NULL, 'done', 0.9, 'test', NULL, 2, 0, 8, '35-CT/TW cites 01-NQ/TW', NULL, NULL, NULL, NULL, NULL, '2026-11-25T23:04:01.914327+00:00', '2026-11-25T23:04:01.916093+00:00');
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('b9322493c7b2f2f4', 'e', 'doc_kind', 'e#d6c9bb847', NULL, 'directive', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('1fe4b5c34356f8ef', 'e', 'symbol', 'e#d6c9bb847', NULL, '36-CT/TW', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('aacb748ad1f8da22', 'e', 'date', 'e#d6c9bb847', NULL, '2019-08-16', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('c646a7ab43692c28', 'e', 'doc_kind', 'e#d9b61d5bd', NULL, 'directive', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('15781c5dcdbbf866', 'e', 'symbol', 'e#d9b61d5bd', NULL, '35-CT/TW', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('757721e1569daedc', 'e', 'date', 'e#d9b61d5bd', NULL, '2019-05-30', 'done', 1.0, 'test', NULL, 0, NULL, NULL, NULL, 'documents', 'r1', 'recall', NULL, NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
insert into statement (id, source, predicate, subject, object, value, modality, confidence, rule, props, weight, begins, ends, quote, record_table, record_row, known_by, url, said_in, known_from, known_to) values ('2a38e94d7f4acd48', 'e', 'based_on', 'e#d6c9bb847', 'e#d9b61d5bd', NULL, 'done', 0.9, 'test', '{"scope":"cả nước"}', 3, NULL, NULL, NULL, 'relations', 'r1', 'source', 'https://example.org/1', NULL, '2026-11-25T23:04:01.917406+00:00', NULL);
CREATE UNIQUE INDEX source_live on source (id) where known_to is null;
CREATE UNIQUE INDEX node_live on node (id) where known_to is null;
CREATE INDEX node_stem on node (stem) where known_to is null;
CREATE INDEX node_kind on node (kind, id) where known_to is null;
CREATE INDEX statement_subject on statement (subject) where known_to is null;
CREATE INDEX decision_live on decision (reference, node, resolved) where known_to is null;
CREATE INDEX decision_node on decision (node, source) where known_to is null;
CREATE UNIQUE INDEX edge_live on edge (id) where known_to is null;
CREATE INDEX edge_src on edge (src, type) where known_to is null;
CREATE INDEX edge_dst on edge (dst, type) where known_to is null;
CREATE INDEX source_sha on source (sha256) where known_to is null;
CREATE INDEX decision_was on decision (node) where known_to is not null;
CREATE UNIQUE INDEX review_live on review (id) where known_to is null;
CREATE UNIQUE INDEX reference_live on reference (id) where known_to is null;
CREATE INDEX reference_source on reference (source) where known_to is null;
CREATE INDEX reference_block on reference (block, told) where known_to is null;
CREATE INDEX reference_open on reference (block) where known_to is null and open;
CREATE TRIGGER edge_begins after insert on edge when new.known_to is null begin
  insert into degree values (new.src, new.type, 1), (new.dst, new.type, 1) on conflict do update set n = n + 1; end;
CREATE TRIGGER edge_ends after update of known_to on edge when old.known_to is null and new.known_to is not null begin
  update degree set n = n - 1 where (node = old.src or node = old.dst) and type = old.type; end;
CREATE INDEX statement_was on statement (known_to) where known_to is not null;
CREATE INDEX node_was on node (known_to) where known_to is not null;
CREATE INDEX edge_was on edge (known_to) where known_to is not null;
CREATE UNIQUE INDEX statement_live on statement (id) where known_to is null and object is not null;
CREATE INDEX statement_object on statement (object, predicate) where known_to is null and object is not null;
