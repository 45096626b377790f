import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

/** The link to whose session it is ends in the ids of the org and the user. */
const WireResources = z.object({ identity: z.string().regex(/\/\w{15,18}\/\w{15,18}$/) });
const WireVersions = z.array(z.object({ version: z.string() }));

/**
 * What a version of the API tells of itself, and whose session it is. Throws where an org does not have the version: orgs get the
 * newest one some weeks apart. https://developer.salesforce.com/docs/platform/api-rest/guide/dome-versions.html
 */
export async function readVersion(upstream: Upstream, version: string): Promise<z.output<typeof WireResources>> {
  try {
    return await upstream.json(WireResources, { path: ['services', 'data', `v${version}`] });
  } catch (error) {
    if (!(error instanceof ToolError) || error.code !== 'not_found') throw error;
    const newest = Math.max(...(await readVersions(upstream)));
    const text = `This org has no version ${version} of the API; its newest is ${newest.toFixed(1)}.`;
    throw new ToolError('not_configured', `${text} Set SALESFORCE_API_VERSION to one it has and restart the client.`);
  }
}

async function readVersions(upstream: Upstream): Promise<number[]> {
  const found = await upstream.json(WireVersions, { path: ['services', 'data'] });
  return found.map(({ version }) => Number(version));
}
