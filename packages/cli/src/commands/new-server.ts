import { CliError } from '../cli-error.ts';
import { scaffold } from '../new/scaffold.ts';
import { defineCommand } from './command.ts';

export const newServer = defineCommand({
  name: 'new server',
  summary: 'Makes a server of your own, built and tested like the others',
  usage: [
    'bizmcp new server acme          in a checkout of bizmcp',
    'bizmcp new server google-drive',
    '',
    'It copies the living template servers/hello under the new name, links its',
    'packages, and generates what is generated. `pnpm test` is green after it.',
  ],
  options: {},
  async run({ values, words }, context) {
    const [name, ...more] = words;
    if (name === undefined || more.length > 0)
      throw new CliError('usage', 'Name one server, in kebab-case.', 'For example: bizmcp new server acme');
    return scaffold(['server', name], values.json ?? false, context);
  },
});
