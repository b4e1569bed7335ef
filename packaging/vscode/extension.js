// btsh in Visual Studio Code: its language server and its debug adapter are started, and what a test or an explanation
// prints is shown.
const vscode = require('vscode');
const { LanguageClient } = require('vscode-languageclient/node');

const languages = ['btsh', 'sendmail', 'sendmailmc', 'btshtable', 'mailaliases'];
let client;

function command(word) {
    const settings = vscode.workspace.getConfiguration('btsh');
    return { command: settings.get('path'), args: [...settings.get('options'), word] };
}

exports.activate = context => {
    const printed = vscode.window.createOutputChannel('btsh output');

    client = new LanguageClient('btsh', 'btsh', command('lsp'), {
        documentSelector: languages.map(language => ({ scheme: 'file', language })),
        middleware: {
            executeCommand: async (name, words, next) => {
                const answer = await next(name, words);
                if (answer && answer.text) {
                    printed.append(answer.text);
                    printed.show(true);
                }
                return answer;
            },
        },
    });
    context.subscriptions.push(
        printed,
        vscode.commands.registerCommand('btsh.address', () => vscode.window.showInputBox({ prompt: 'address' })),
        vscode.debug.registerDebugAdapterDescriptorFactory('btsh', {
            createDebugAdapterDescriptor: () => {
                const dap = command('dap');
                return new vscode.DebugAdapterExecutable(dap.command, dap.args);
            },
        }));
    return client.start();
};

exports.deactivate = () => client && client.stop();
