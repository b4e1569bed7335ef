// What tests/editor/vscode does inside of the editor: an extension that drives the one of packaging/vscode through the
// editor's own commands, writes what it saw into the folder's file `said', and ends.
const vscode = require('vscode');
const fs = require('fs');
const path = require('path');

let passed = 0, failed = 0;
const said = [];

function check(good, what) {
    if (good)
        passed++;
    else
        failed++, said.push('FAIL ' + what);
}

const sleep = ms => new Promise(done => setTimeout(done, ms));

// What the function answers as soon as that is something.
async function wait(fn) {
    for (let i = 0; i < 600; i++) {
        const got = await fn();
        if (got)
            return got;
        await sleep(50);
    }
    return undefined;
}

const run = (name, ...words) => vscode.commands.executeCommand(name, ...words);

async function open(folder, name) {
    const doc = await vscode.workspace.openTextDocument(path.join(folder, name));
    await vscode.window.showTextDocument(doc);
    return doc;
}

async function replace(doc, line, text) {
    const edit = new vscode.WorkspaceEdit();
    edit.replace(doc.uri, doc.lineAt(line).range, text);
    await vscode.workspace.applyEdit(edit);
}

async function kinds(folder) {
    const wanted = { 'sendmail.cf': 'sendmail', 'site.mc': 'sendmailmc', 'a.bt': 'btsh', access: 'btshtable', aliases: 'mailaliases' };
    for (const name in wanted) {
        const doc = await open(folder, name);
        check(doc.languageId === wanted[name], `${name} is ${doc.languageId}`);
    }
}

async function language(folder) {
    const doc = await open(folder, 'sendmail.cf'), uri = doc.uri, at = (line, character) => new vscode.Position(line, character);
    const found = await wait(() => vscode.languages.getDiagnostics(uri).length > 0 && vscode.languages.getDiagnostics(uri));
    check(found && found[0].range.start.line === 3 && found[0].source === 'btsh', `the mistake of the file: ${JSON.stringify(found)}`);
    const hover = await run('vscode.executeHoverProvider', uri, at(7, 5));
    check(hover.some(h => h.contents.some(c => c.value.includes('mail.example.com'))), `hover: ${JSON.stringify(hover)}`);
    const items = await run('vscode.executeCompletionItemProvider', uri, at(5, 7));
    check(items.items.some(i => i.label === 'local'), `completion: ${items.items.length}`);
    const places = await run('vscode.executeDefinitionProvider', uri, at(5, 7));
    check(places.length === 1 && (places[0].range || places[0].targetRange).start.line === 8, `definition: ${JSON.stringify(places)}`);
    const uses = await run('vscode.executeReferenceProvider', uri, at(8, 2));
    check(uses.some(u => u.range.start.line === 5), `references: ${JSON.stringify(uses)}`);
    const names = await run('vscode.executeDocumentSymbolProvider', uri);
    check(names.some(n => n.name.includes('other')), `symbols: ${JSON.stringify(names.map(n => n.name))}`);
    check((await run('vscode.executeFoldingRangeProvider', uri)).length > 0, 'folding');
    await replace(doc, 3, 'Krt arith');
    check(await wait(() => vscode.languages.getDiagnostics(uri).length === 0), 'a mended line has no mistake before it is saved');
    await doc.save();
}

async function mending(folder) {
    const doc = await open(folder, 'access');
    check(await wait(() => vscode.languages.getDiagnostics(doc.uri).length > 0), 'the mistake of a table');
    const actions = await run('vscode.executeCodeActionProvider', doc.uri, doc.lineAt(0).range);
    check(actions.length > 0 && actions[0].edit, `quick fixes: ${JSON.stringify(actions)}`);
    await vscode.workspace.applyEdit(actions[0].edit);
    check(doc.lineAt(0).text === '192.168.1\tREJECT', `a quick fix mends the line: ${doc.lineAt(0).text}`);
}

async function tests(folder) {
    const doc = await open(folder, 'a.bt');
    const lenses = await wait(async () => (l => l && l.length > 0 && l)(await run('vscode.executeCodeLensProvider', doc.uri)));
    check(lenses && lenses[0].command.title === 'run this test', `lenses: ${JSON.stringify(lenses)}`);
    const answer = await run(lenses[0].command.command, ...lenses[0].command.arguments);
    check(answer && answer.text.includes('1 passed, 0 failed'), `a test is run: ${JSON.stringify(answer)}`);
}

// What the editor and the adapter say to each other, and the editor's own commands.
async function debugging(folder) {
    const uri = vscode.Uri.file(path.join(folder, 'sendmail.cf')), stops = [];
    let ended = false, session;
    vscode.debug.registerDebugAdapterTrackerFactory('btsh', { createDebugAdapterTracker: () => ({
        onDidSendMessage: m => {
            if (m.type === 'event' && m.event === 'stopped')
                stops.push(m.body.reason);
            ended = ended || (m.type === 'event' && m.event === 'terminated');
        },
        onError: e => said.push('# adapter: ' + e),
    }) });
    vscode.debug.onDidStartDebugSession(s => session = s);
    vscode.debug.addBreakpoints([new vscode.SourceBreakpoint(new vscode.Location(uri, new vscode.Position(5, 0)))]);
    const config = { type: 'btsh', request: 'launch', name: 'an address', config: uri.fsPath, rulesets: '0', address: 'joe', stopOnEntry: true,
                     settings: { hostname: 'mail.example.com' } };
    check(await vscode.debug.startDebugging(vscode.workspace.workspaceFolders[0], config), 'debugging begins');
    check(await wait(() => stops.length === 1) && stops[0] === 'entry', `it stops at the entry: ${stops}`);
    const frames = async () => (await session.customRequest('stackTrace', { threadId: 1 })).stackFrames;
    const go = async (name, n) => {
        await wait(() => vscode.debug.activeStackItem && vscode.debug.activeStackItem.frameId !== undefined);
        await run(`workbench.action.debug.${name}`);
        return wait(() => stops.length === n);
    };
    check(await go('continue', 2) && stops[1] === 'breakpoint', `and at the breakpoint: ${stops}`);
    check((await frames())[0].line === 6, `in its line: ${JSON.stringify(await frames())}`);
    const top = (await frames())[0].id;
    check(await go('stepBack', 3) && (await frames())[0].id === top - 1, 'back by the editor\'s own button');
    check(await go('stepInto', 4) && (await frames())[0].id === top, 'and on');
    const scopes = (await session.customRequest('scopes', { frameId: top })).scopes;
    const macros = (await session.customRequest('variables', { variablesReference: scopes.find(s => s.name === 'Macros').variablesReference })).variables;
    check(macros.some(v => v.name === '$j' && v.value === 'mail.example.com'), 'macros');
    const value = await session.customRequest('evaluate', { expression: '$j', frameId: top, context: 'repl' });
    check(value.result === 'mail.example.com', `evaluate: ${JSON.stringify(value)}`);
    const macroNumber = scopes.find(s => s.name === 'Macros').variablesReference;
    const set = await session.customRequest('setVariable', { variablesReference: macroNumber, name: '$j', value: 'other.example.com' });
    check(set.value === 'other.example.com', `a macro is changed: ${JSON.stringify(set)}`);
    stops.push('more');
    vscode.debug.removeBreakpoints(vscode.debug.breakpoints);
    await run('workbench.action.debug.continue');
    check(await wait(() => ended), 'it runs to its end');
}

exports.activate = async () => {
    const folder = vscode.workspace.workspaceFolders[0].uri.fsPath;
    for (const part of [kinds, language, mending, tests, debugging]) {
        try {
            await part(folder);
        } catch (e) {
            check(false, `${part.name}: ${e.stack}`);
        }
    }
    said.push(`vscode: ${passed} passed, ${failed} failed`);
    fs.writeFileSync(path.join(folder, '.said'), said.join('\n') + '\n');
    fs.renameSync(path.join(folder, '.said'), path.join(folder, 'said'));
};
