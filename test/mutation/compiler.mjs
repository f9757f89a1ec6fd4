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
    const { options: read } = ts.parseJsonConfigFileContent(configuration, ts.sys, root);
    const options = { ...read, noEmit: false, declaration: true };
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

  /**
   * Of the file with the mistake, and, where it is declared otherwise, of those that import it.
   * @returns what it says first
   */
  complaint(mistake) {
    const path = join(this.#folder, mistake.file);
    const declared = this.#declarationOf(path);
    this.#change(path, withMistake(readFileSync(path, 'utf8'), mistake));
    let [found] = this.#complaintsAbout(path);
    if (found === undefined && this.#declarationOf(path) !== declared) {
      [found] = this.#importersOf(path).flatMap((file) => this.#complaintsAbout(file));
    }
    this.#change(path, undefined);
    return found && ts.flattenDiagnosticMessageText(found.messageText, ' ');
  }

  #complaintsAbout(path) {
    return [
      ...this.#service.getSyntacticDiagnostics(path),
      ...this.#service.getSemanticDiagnostics(path),
    ];
  }

  #declarationOf(path) {
    return this.#service.getEmitOutput(path, true, true).outputFiles[0]?.text;
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
