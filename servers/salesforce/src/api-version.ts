import { ToolError, type Upstream } from '@bizmcp/core';
import * as z from 'zod';

const WireResources = z.record(z.string(), z.unknown());
const WireVersions = z.array(z.object({ version: z.string() }));

/**
 * Throws where an org does not have a version of the API: orgs get the newest one some weeks apart.
 * https://developer.salesforce.com/docs/platform/api-rest/guide/dome-versions.html
 */
export async function checkVersion(upstream: Upstream, version: string): Promise<void> {
  try {
    await upstream.json(WireResources, { path: ['services', 'data', `v${version}`] });
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
