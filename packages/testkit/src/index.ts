export type { SimulatedVendor, SubjectOptions } from './contract/subject.ts';
export { type TestServerOptions, testServer } from './contract/test-server.ts';
export {
  type ClientEra,
  clientEras,
  connectStdioClient,
  type Reply,
  type StdioClient,
  type StdioClientOptions,
  type ToolAnswer,
} from './stdio-client.ts';
