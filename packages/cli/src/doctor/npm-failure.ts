import type { Examination } from './examination.ts';
import type { Finding } from './finding.ts';

const unreachable = /^E(?:CONN\w+|NOTFOUND|TIMEDOUT|AI_AGAIN|HOSTUNREACH|NETUNREACH|NETWORK)$|CERT|SIGNATURE/;

/** What mends it where npx could not get the package; undefined where it is something else. */
export function npmFix(stderr: string, { entry }: Examination): Pick<Finding, 'fix' | 'command'> | undefined {
  const code = /^npm error code (\S+)/m.exec(stderr)?.[1] ?? '';
  const { server, client, scope } = entry;
  const add = server && `bizmcp add ${server.name} --client ${client.id} --scope ${scope}`;
  if (code === 'E404' && add)
    return {
      fix: 'npm finds no such package in its registry. One that was built in a checkout is started so:',
      command: `${add} --from <checkout>/servers`,
    };
  if (code === 'ETARGET' && add)
    return { fix: 'npm finds no such version of it. This writes one that is:', command: add };
  if (unreachable.test(code))
    return {
      fix: 'npm does not reach its registry: check the network, the proxy and this:',
      command: 'npm config get registry',
    };
  return undefined;
}
