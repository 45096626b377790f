/**
 * The program of the readiness probe: opens a session through the bridge, which starts a server of its own, and ends it. It does not ask
 * the vendor: a vendor that is down must not take away the server that says so.
 */
export const readinessScript = `// Is a session answered? Exit code 0 when it is.
const url = process.argv[2] ?? 'http://127.0.0.1:8080/mcp';
const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
const params = { protocolVersion: '2025-11-25', capabilities: {}, clientInfo: { name: 'readiness', version: '1' } };
try {
  const signal = AbortSignal.timeout(8000);
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'initialize', params });
  const answer = await fetch(url, { method: 'POST', headers, body, signal });
  const isAnswered = answer.ok && (await answer.text()).includes('"serverInfo"');
  const session = answer.headers.get('mcp-session-id');
  if (session !== null) await fetch(url, { method: 'DELETE', headers: { ...headers, 'mcp-session-id': session }, signal });
  process.exitCode = isAnswered ? 0 : 1;
} catch {
  process.exitCode = 1;
}
`;
