'use strict';
const fs = require('node:fs');
const Module = require('node:module');
const { homedir } = require('node:os');
const { dirname, join, sep } = require('node:path');
const vm = require('node:vm');
const { crc32 } = require('node:zlib');

/**
 * Keeps what has been compiled of the program for the next start, which takes a fifth less, in
 * $XDG_CACHE_HOME/mtop-sim (~/.cache/mtop-sim). Node.js 22.8 and later can do so themselves, and
 * are turned off by the same variable. Whatever goes wrong, the program starts without.
 * @param {readonly string[]} folders whose files it is done for, where Node.js leaves it to us
 */
exports.keepCompiled = (folders) => {
  if (process.env.NODE_DISABLE_COMPILE_CACHE !== undefined) return;
  const cache = ownFolder();
  if (cache === undefined) return;
  if (Module.enableCompileCache) Module.enableCompileCache(cache);
  // Node.js 20.15 and later.
  else if (crc32) compileWith(cache, folders);
};

/**
 * The folder of the cache, made if it is not there; undefined where it cannot be, and where it is
 * another user's, whose code it would be.
 */
function ownFolder() {
  const { XDG_CACHE_HOME } = process.env;
  try {
    // A relative path is to be ignored (XDG Base Directory Specification).
    const base = XDG_CACHE_HOME?.startsWith('/') ? XDG_CACHE_HOME : join(homedir(), '.cache');
    const folder = join(base, 'mtop-sim');
    for (const missing of [base, folder].filter((path) => !fs.existsSync(path))) {
      fs.mkdirSync(missing, { mode: 0o700 });
    }
    const { uid, mode } = fs.statSync(folder);
    return uid === (process.getuid?.() ?? uid) && (mode & 0o022) === 0 ? folder : undefined;
  } catch {
    return undefined;
  }
}

/** Compiles the modules in folders with what is kept of them, and keeps at the end what was not. */
function compileWith(cache, folders) {
  const compile = Module.prototype._compile;
  const unkept = [];
  Module.prototype._compile = function (text, file, ...others) {
    const isOurs = folders.some((folder) => file.startsWith(folder + sep));
    // V8 does not keep with the code who may import.
    if (!isOurs || text.includes('import(')) {
      return compile.call(this, text, file, ...others);
    }
    const kept = new Kept(cache, file, text);
    const options = { filename: file, cachedData: kept.code };
    const script = new vm.Script(Module.wrap(text), options);
    if (kept.code === undefined || script.cachedDataRejected) unkept.push([kept, script]);
    const run = script.runInThisContext();
    const require = Module.createRequire(file);
    return run.call(this.exports, this.exports, require, this, file, dirname(file));
  };
  // Only then is there all that a start compiles: V8 leaves functions alone until they are called.
  process.once('exit', () => {
    for (const [kept, script] of unkept) kept.write(script.createCachedData());
  });
}

/** What V8 made of a file, behind a checksum of both: it looks only at their lengths itself. */
class Kept {
  code;
  #path;
  #text;

  constructor(cache, file, text) {
    this.#path = join(cache, file.replaceAll(/[/\\:]/g, '%'));
    this.#text = text;
    try {
      const kept = fs.readFileSync(this.#path);
      const code = kept.subarray(4);
      if (kept.readUInt32LE() === this.#checksum(code)) this.code = code;
    } catch {
      // Nothing is kept yet.
    }
  }

  /** Another program may read at the same time: it finds the old file or the new one. */
  write(code) {
    const partial = `${this.#path}.${process.pid}`;
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(this.#checksum(code));
    try {
      fs.writeFileSync(partial, Buffer.concat([checksum, code]), { mode: 0o600, flag: 'wx' });
      fs.renameSync(partial, this.#path);
    } catch {
      fs.rmSync(partial, { force: true });
    }
  }

  #checksum(code) {
    return crc32(code, crc32(this.#text));
  }
}
