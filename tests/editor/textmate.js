// What Visual Studio Code's own engine makes of lines: standard input has grammars and samples (see tests/editor/syntax),
// standard output a list of scopes for each sample.
const fs = require('fs');
const path = require('path');

const folder = path.resolve(process.argv[2]);
const textmate = require(path.join(folder, 'vscode-textmate')), oniguruma = require(path.join(folder, 'vscode-oniguruma'));
const asked = JSON.parse(fs.readFileSync(0, 'utf8'));

async function main() {
    await oniguruma.loadWASM(fs.readFileSync(path.join(folder, 'vscode-oniguruma/release/onig.wasm')));
    const raw = {}, named = {};
    for (const [language, file] of Object.entries(asked.grammars)) {
        const grammar = textmate.parseRawGrammar(fs.readFileSync(file, 'utf8'), file);
        raw[grammar.scopeName] = grammar;
        named[language] = grammar.scopeName;
    }
    const registry = new textmate.Registry({
        onigLib: Promise.resolve({ createOnigScanner: words => new oniguruma.OnigScanner(words), createOnigString: s => new oniguruma.OnigString(s) }),
        loadGrammar: async name => raw[name],
    });
    const answers = [];
    for (const { language, line, column } of asked.samples) {
        const grammar = await registry.loadGrammar(named[language]);
        const { tokens } = grammar.tokenizeLine(line, textmate.INITIAL);
        answers.push(tokens.find(t => t.startIndex <= column && column < t.endIndex).scopes);
    }
    process.stdout.write(JSON.stringify(answers));
}

main().catch(e => { console.error(e); process.exit(1); });
