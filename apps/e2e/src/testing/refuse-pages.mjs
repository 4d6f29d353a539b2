// Loaded into the server by --import: while the ballast lies beside the database, its file does not grow, as on a full disk.
import { existsSync } from 'node:fs';
import Database from 'better-sqlite3';

const ballast = process.env.REFUSE_WRITES_BESIDE;
const MOST_PAGES = 1_073_741_823;
const known = new WeakSet();
const { pragma } = Database.prototype;

Database.prototype.pragma = function (...given) {
  if (!known.has(this)) {
    known.add(this);
    setInterval(() => pragma.call(this, `max_page_count = ${existsSync(ballast) ? 1 : MOST_PAGES}`), 100).unref();
  }
  return pragma.apply(this, given);
};
