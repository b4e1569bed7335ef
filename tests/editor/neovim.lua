-- What tests/editor/neovim does inside of the editor.
local passed, failed = 0, 0

local function check(good, what)
    if good then
        passed = passed + 1
    else
        failed = failed + 1
        io.stderr:write('FAIL ' .. what .. '\n')
    end
end

-- waits until the function answers something
local function wait(fn)
    local got
    vim.wait(20000, function()
        got = fn()
        return got ~= nil
    end, 20)
    return got
end

local folder = vim.fn.expand('%:p:h')
local client = vim.lsp.start_client({ name = 'btsh', cmd = { vim.env.BTSH, 'lsp' }, root_dir = folder })
vim.lsp.buf_attach_client(0, client)

local found = wait(function()
    local list = vim.diagnostic.get(0)
    return #list > 0 and list or nil
end)
check(found and found[1].lnum == 3, 'the mistake of the file is shown in its line')

local function ask(method, line, character)
    local params = { textDocument = vim.lsp.util.make_text_document_params(0), position = { line = line, character = character } }
    local answers = vim.lsp.buf_request_sync(0, method, params, 20000)
    return answers and answers[client] and answers[client].result
end

local hover = ask('textDocument/hover', 7, 5)
check(hover and hover.contents.value:find('mail.example.com', 1, true), 'the value of a macro is shown')
local items = ask('textDocument/completion', 5, 7)
check(items and items[1] and items[1].label == 'local', 'a mailer is completed')
local places = ask('textDocument/definition', 5, 7)
check(places and places[1] and places[1].range.start.line == 8, 'the definition of a mailer is found')

-- a line is mended, and the mistake goes before it is saved
vim.api.nvim_buf_set_lines(0, 3, 4, false, { 'Krt arith' })
check(wait(function()
    return #vim.diagnostic.get(0) == 0 or nil
end), 'a mended line has no mistake')

-- a quick fix
vim.cmd('edit ' .. folder .. '/access')
vim.lsp.buf_attach_client(0, client)
wait(function()
    return #vim.diagnostic.get(0) > 0 or nil
end)
local params = { textDocument = vim.lsp.util.make_text_document_params(0), context = { diagnostics = {} },
                 range = { start = { line = 0, character = 0 }, ['end'] = { line = 0, character = 1 } } }
local answers = vim.lsp.buf_request_sync(0, 'textDocument/codeAction', params, 20000)
local action = answers and answers[client] and answers[client].result and answers[client].result[1]
if action then
    vim.lsp.util.apply_workspace_edit(action.edit, 'utf-16')
end
check(vim.api.nvim_buf_get_lines(0, 0, 1, false)[1] == '192.168.1\tREJECT', 'a quick fix mends the line')

vim.lsp.stop_client(client)
check(vim.wait(10000, function()
    return vim.lsp.client_is_stopped(client)
end, 20), 'the server ends')
io.stderr:write(string.format('neovim: %d passed, %d failed\n', passed, failed))
vim.cmd(failed == 0 and 'qall!' or 'cquit!')
