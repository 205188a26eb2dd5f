// The words of the page in Vietnamese and English; those of kinds and relations come from the server's ontology. Owns how dates are written.

const TABLE = {
  name: ["Văn mạch", "Vanmach"],
  about: ["Mỗi văn bản từ đâu ra, được triển khai, sửa đổi, thay thế thế nào: theo từng mối nối, kèm nguyên văn làm chứng.", "Where each document comes from and what became of it: link by link, each with the very words that prove it."],
  search: ["Tìm văn bản, cơ quan, người", "Search documents, bodies, people"],
  search_hint: ["Ví dụ: 35-CT/TW, 35 ct tw, tinh gian bien che", "For example: 35-CT/TW, 35 ct tw, tinh gian bien che"],
  search_help: ["Không cần gõ dấu; dấu gạch và khoảng trắng không quan trọng.", "Accents, dashes and blanks do not matter."],
  nothing: ["Không thấy gì. Thử ít chữ hơn, hoặc chỉ số hiệu.", "Nothing found. Try fewer words, or the symbol alone."],
  hits: ["{n} kết quả", "{n} results"],
  recent: ["Văn bản mới nhất", "Newest documents"],
  holds: ["Trong kho có", "The store holds"],
  n_documents: ["văn bản", "documents"],
  n_bodies: ["cơ quan", "bodies"],
  n_people: ["người", "people"],
  n_edges: ["quan hệ", "relations"],
  n_sources: ["nguồn", "sources"],
  undo: ["Hoàn tác", "Undo"],
  redo: ["Làm lại", "Redo"],
  restart: ["Về ban đầu", "Back to start"],
  home: ["Trang đầu", "Home"],
  language: ["English", "Tiếng Việt"],
  dark: ["Nền tối", "Dark"],
  light: ["Nền sáng", "Light"],
  copy: ["Chép liên kết", "Copy link"],
  copied: ["Đã chép liên kết", "Link copied"],
  copy_failed: ["Không chép được; hãy chép từ thanh địa chỉ", "Could not copy; take it from the address bar"],
  view_time: ["Dòng thời gian", "Timeline"],
  view_table: ["Bảng", "Table"],
  views: ["Cách xem", "View"],
  showing: ["đang hiện {n} / {m}", "showing {n} / {m}"],
  showing_help: ["Số thẻ đang hiện trên tổng số tìm thấy quanh văn bản này và các thẻ đã mở", "Cards shown, of all found around this document and the cards opened"],
  filtered: ["đã lọc còn {n}", "filtered to {n}"],
  options: ["Lọc, tùy chọn", "Filters, options"],
  direction: ["Chiều", "Direction"],
  dir_both: ["cả hai", "both"],
  dir_up: ["ngược lên gốc", "up to its roots"],
  dir_down: ["xuôi xuống dưới", "down from it"],
  depth: ["Số bước", "Steps"],
  day: ["Tại ngày", "As of"],
  day_help: ["Chỉ hiện những gì đã có và còn hiệu lực vào ngày này", "Only what existed and was in force on this day"],
  today: ["Hôm nay", "Today"],
  filters: ["Bộ lọc", "Filters"],
  f_kind: ["Loại văn bản", "Type"],
  f_rel: ["Quan hệ", "Relation"],
  f_body: ["Cơ quan", "Body"],
  f_tier: ["Cấp", "Tier"],
  f_dates: ["Thời gian", "Dates"],
  f_state: ["Hiệu lực, xác nhận", "Validity, proof"],
  force: ["còn hiệu lực", "in force"],
  sure: ["đã xác nhận", "confirmed"],
  from: ["từ ngày", "from"],
  to: ["đến ngày", "to"],
  clear: ["Bỏ hết bộ lọc", "Clear filters"],
  remove: ["Bỏ lọc: {what}", "Remove filter: {what}"],
  none_left: ["Bộ lọc đã ẩn hết. Bỏ bớt bộ lọc để thấy lại.", "The filters hide everything. Remove one to see again."],
  picture: ["Sơ đồ dòng thời gian, cũ bên trái, mới bên phải", "Timeline picture, older on the left, newer on the right"],
  picture_keys: ["Mũi tên: đi theo quan hệ. E: mở thêm. Enter: chứng cứ. Esc: quay lại.", "Arrows: along relations. E: expand. Enter: evidence. Esc: back."],
  zoom_in: ["Phóng to", "Zoom in"],
  zoom_out: ["Thu nhỏ", "Zoom out"],
  fit: ["Vừa khung", "Fit"],
  again: ["(tiếp)", "(continued)"],
  expand_n: ["Mở thêm {n}", "Expand {n}"],
  expand_all: ["Tất cả", "All"],
  expand_of: ["Mở thêm quanh {what}", "Expand around {what}"],
  collapse: ["Thu gọn", "Collapse"],
  nothing_more: ["Không còn gì để mở ở thẻ này", "Nothing more to open here"],
  added: ["Đã thêm {n} thẻ", "{n} cards added"],
  removed: ["Đã thu gọn {n} thẻ", "{n} cards put away"],
  open_stack: ["Mở chồng thẻ {what}", "Open the stack {what}"],
  root: ["văn bản gốc", "where this starts"],
  make_root: ["Xem từ văn bản này", "Start from this one"],
  evidence: ["Chứng cứ", "Evidence"],
  close: ["Đóng", "Close"],
  choose: ["Chọn một thẻ hay một đường nối để xem nó là gì, từ đâu ra và nguyên văn câu làm chứng.", "Choose a card or a line to see what it is, where it comes from and the very words that prove it."],
  relations: ["Quan hệ", "Relations"],
  no_relations: ["Không có quan hệ nào.", "No relations."],
  more: ["Xem thêm", "Show more"],
  read: ["Đọc trong nguồn", "Read in its source"],
  quote_long: ["Xem cả câu trích ({n} ký tự)", "Whole quote ({n} characters)"],
  confidence: ["độ tin cậy {n}", "confidence {n}"],
  verified: ["✓ đã xác nhận", "✓ confirmed"],
  unverified: ["? chưa xác nhận", "? not confirmed"],
  unresolved: ["? chưa xác định được văn bản", "? document not identified"],
  planned: ["? dự kiến", "? planned"],
  since: ["từ {day}", "since {day}"],
  record: ["Bảng {table}, dòng {row}", "Table {table}, row {row}"],
  known_source: ["từ nguồn đã dẫn", "from a cited source"],
  known_mixed: ["một phần theo trí nhớ", "partly from memory"],
  known_recall: ["theo trí nhớ, chưa có nguồn", "from memory, no source yet"],
  original: ["Mở bản gốc", "Open the original"],
  place: ["ký tự {start}–{end}", "characters {start}–{end}"],
  candidates: ["Có thể là", "May be"],
  symbol: ["Số hiệu", "Symbol"],
  title: ["Trích yếu", "Title"],
  kind: ["Loại", "Type"],
  date: ["Ngày", "Date"],
  effective: ["Hiệu lực từ", "In effect from"],
  issuer: ["Cơ quan ban hành", "Issuer"],
  term: ["Khóa", "Term"],
  status: ["Tình trạng", "Status"],
  aliases: ["Tên khác", "Other names"],
  undated: ["không rõ ngày", "date unknown"],
  documents: ["Văn bản", "Documents"],
  hangs: ["Gắn với", "Tied to"],
  earlier: ["Văn bản trước", "Earlier"],
  later: ["Văn bản sau", "Later"],
  proof: ["Kiểm chứng", "Proof"],
  actions: ["Mở thêm", "Expand"],
  stack: ["{n} {what}", "{n} × {what}"],
  skip: ["Đến nội dung", "Skip to content"],
  keys_card: ["{n} quan hệ chưa mở", "{n} relations not opened"],
  failed: ["Không lấy được: {why}", "Could not be fetched: {why}"],
  retry: ["Thử lại", "Try again"],
  offline: ["không nối được với máy chủ", "the server cannot be reached"],
  which: ["“{what}” có thể là một trong những văn bản này:", "“{what}” may be one of these:"],
  missing: ["Không có “{what}”. Gần giống:", "There is no “{what}”. Those like it:"],
  legend: ["Chú giải", "Legend"],
  thin: ["nét mảnh và ?: chưa xác nhận hoặc dự kiến", "thin line and ?: not confirmed or planned"],
  struck: ["✕ gạch ngang: hết hiệu lực", "✕ struck through: no longer in force"],
  marks: ["● còn hiệu lực   ◐ đã sửa đổi   ◷ chưa có hiệu lực", "● in force   ◐ amended   ◷ not yet in force"],
  plus: ["+n: bấm để mở thêm", "+n: press to expand"],
  status_in_force: ["còn hiệu lực", "in force"],
  status_amended: ["còn hiệu lực, đã sửa đổi", "in force, amended"],
  status_superseded: ["đã bị thay thế", "superseded"],
  status_repealed: ["đã bị bãi bỏ", "repealed"],
  status_expired: ["đã hết hiệu lực", "expired"],
  status_not_yet: ["chưa có hiệu lực", "not yet in force"],
  status_unknown: ["chưa rõ hiệu lực", "validity unknown"],
  tier_central: ["Trung ương, Đại hội", "Congress, Central Committee"],
  tier_politburo: ["Bộ Chính trị – Ban Bí thư", "Politburo – Secretariat"],
  tier_party: ["Ban, đảng ủy ở Trung ương", "Central Party bodies"],
  tier_state: ["Nhà nước", "State"],
  tier_local: ["Tỉnh, địa phương", "Provinces, localities"],
  tier_other: ["Cơ quan khác, chưa rõ", "Other or unknown bodies"],
  tier_undated: ["Cơ quan, người; văn bản không rõ ngày", "Bodies, people; documents without a date"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

let lang = "vi";
let relationsByName = new Map();
let kindsByName = new Map();

/** Takes the ontology's words. */
export function learn(ontology) {
  relationsByName = new Map(ontology.relations.map((relation) => [relation.name, relation]));
  kindsByName = new Map([...ontology.kinds, ...ontology.event_kinds, ...ontology.doc_kinds].map((kind) => [kind.name, kind]));
}

export const language = () => lang;
export function speak(which) {
  lang = which === "en" ? "en" : "vi";
  document.documentElement.lang = lang;
}

/** The word called `key`, with {values} filled in. */
export function t(key, values = {}) {
  const phrase = TABLE[key]?.[lang === "en" ? 1 : 0] ?? key;
  return phrase.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

export const tables = () => TABLE;
export const glyph = (relation) => relationsByName.get(relation)?.glyph ?? "•";
export const relationOrder = () => [...relationsByName.keys()];

/** A relation in words, read forward (from → to) or in reverse; `other` stands in the middle of phrases that wrap around it. */
export function phrase(name, reverse = false, other = "") {
  const relation = relationsByName.get(name);
  const label = relation?.[`${lang}${reverse ? "_reverse" : ""}`] ?? name;
  return label.includes("{}") ? label.replace("{}", other || "…") : label;
}

/** The sentence that two names and a relation make. */
export function sentence(name, reverse, of, other) {
  const relation = relationsByName.get(name);
  const wraps = (relation?.[`${lang}${reverse ? "_reverse" : ""}`] ?? "").includes("{}");
  return wraps ? `${of} ${phrase(name, reverse, other)}` : `${of} ${phrase(name, reverse)} ${other}`;
}

export const kind = (name) => (name ? (kindsByName.get(name)?.[lang] ?? name) : "");

/** A date, possibly partial, as people write it. */
export function day(iso) {
  const [year, month, date] = String(iso ?? "").split("-");
  if (!/^\d{4}$/.test(year)) return iso ?? "";
  if (lang === "vi") return [date, month, year].filter(Boolean).map(Number).join("/");
  return [date && Number(date), month && MONTHS[Number(month) - 1], year].filter(Boolean).join(" ");
}

export const number = (n) => n.toLocaleString(lang === "vi" ? "vi-VN" : "en-GB");
export const share = (n) => (n === null || n === undefined ? "" : `${Math.round(n * 100)} %`);
