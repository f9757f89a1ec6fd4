/** Whether the compiler refuses a mistake that no test has caught. */
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { sourcesOf, withMistake } from './copy.mjs';

export class Compiler {
  #versions = new Map();
  #changed = new Map();
  #service;
  #folder;

  /** @param {string} root the project */
  constructor(root) {
    this.#folder = join(root, 'src');
    const configuration = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile).config;
    const { options } = ts.parseJsonConfigFileContent(configuration, ts.sys, root);
    const files = sourcesOf(root).map((file) => join(this.#folder, file));
    const declarations = ts.sys.readDirectory(this.#folder, ['.d.ts']);
    this.#service = ts.createLanguageService({
      getScriptFileNames: () => [...files, ...declarations],
      getScriptVersion: (path) => String(this.#versions.get(path) ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#changed.get(path) ?? ts.sys.readFile(path);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => root,
      getCompilationSettings: () => options,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      readDirectory: ts.sys.readDirectory,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    });
  }

  /** Of the file with the mistake, and of those that import it. @returns what it says first */
  complaint(mistake) {
    const path = join(this.#folder, mistake.file);
    this.#change(path, withMistake(readFileSync(path, 'utf8'), mistake));
    const looked = [path, ...this.#importersOf(path)];
    const found = looked.flatMap((file) => [
      ...this.#service.getSyntacticDiagnostics(file),
      ...this.#service.getSemanticDiagnostics(file),
    ]);
    this.#change(path, undefined);
    return found.length === 0
      ? undefined
      : ts.flattenDiagnosticMessageText(found[0].messageText, ' ');
  }

  #change(path, text) {
    if (text === undefined) this.#changed.delete(path);
    else this.#changed.set(path, text);
    this.#versions.set(path, (this.#versions.get(path) ?? 0) + 1);
  }

  #importersOf(path) {
    const sources = this.#service.getProgram().getSourceFiles();
    const imports = (source) =>
      source.statements.some(
        (statement) =>
          ts.isImportDeclaration(statement) &&
          ts.isStringLiteral(statement.moduleSpecifier) &&
          join(dirname(source.fileName), statement.moduleSpecifier.text).replace(/js$/, 'ts') ===
            path,
      );
    return sources
      .map((source) => source.fileName)
      .filter((name, at) => name.startsWith(this.#folder) && imports(sources[at]));
  }
}
