export type { Check, Suite } from './contract/check.ts';
export { contractOf } from './contract/contract.ts';
export { createSubject, type SimulatedVendor, type Subject, type SubjectOptions } from './contract/subject.ts';
export { type TestServerOptions, testServer } from './contract/test-server.ts';
export { type Exit, type ServerProcess, type ServerProcessOptions, startServerProcess } from './server-process.ts';
export {
  type ClientEra,
  clientEras,
  connectStdioClient,
  type Reply,
  type StdioClient,
  type StdioClientOptions,
  type ToolAnswer,
} from './stdio-client.ts';
