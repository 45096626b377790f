import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runAlone, type Workshop } from './client-program.ts';
import { type ScriptedCall, startScriptedModel } from './scripted-model.ts';
import { type Verdict, verdictOf } from './verdict.ts';

const contact = { firstname: 'Ada', lastname: 'Neumann', email: 'ada.neumann@example.com' };
const script: readonly ScriptedCall[] = [
  ['mcp__hubspot__search_objects', { object_type: 'contacts', limit: 1 }],
  ['mcp__hubspot__create_object', { object_type: 'contacts', properties: contact }],
  ['mcp__xero__generate_management_report', { period_end: '2026-10-31', format: 'page' }],
];

/** Has the real Claude Code hold a conversation with the project's servers: once with nobody to ask, once with a user who says yes. */
export async function conversationChecks(workshop: Workshop, claude: string): Promise<Verdict[]> {
  const alone = await conversation(workshop, claude, {});
  const answered = await conversation(workshop, claude, {
    Elicitation: [{ hooks: [{ type: 'command', command: yes }] }],
  });
  return [
    verdictOf('Claude Code', 'conversation: a read is answered', alone[0] ?? '', ['next_cursor']),
    verdictOf('Claude Code', 'conversation: a write nobody is asked for waits', alone[1] ?? '', ['confirm_token']),
    verdictOf('Claude Code', 'conversation: a page comes with its picture', alone[2] ?? '', ['"type":"image"']),
    verdictOf('Claude Code', 'conversation: a write the user says yes to is made', answered[1] ?? '', ['created_at']),
  ];
}

/** What a user answers to an elicitation, by a hook of Claude Code: https://docs.claude.com/en/docs/claude-code/hooks */
const yes = `echo '${JSON.stringify({ hookSpecificOutput: { hookEventName: 'Elicitation', action: 'accept', content: { confirm: true } } })}'`;

async function conversation(workshop: Workshop, claude: string, hooks: object): Promise<string[]> {
  writeFileSync(
    join(workshop.home, '.claude', 'settings.json'),
    JSON.stringify({ enableAllProjectMcpServers: true, hooks }),
  );
  const model = await startScriptedModel(script);
  try {
    const { text } = await runAlone(workshop, claude, ['-p', 'Go on.', '--allowedTools', 'mcp__hubspot,mcp__xero'], {
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: 'none',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    });
    const results = model.results();
    return results.length === script.length ? results : [text, text, text];
  } finally {
    model.close();
  }
}
