export { type AuditLog, createFileAuditLog } from './audit/audit-log.ts';
export type { AuditRecord } from './audit/audit-record.ts';
export { defineOAuth, type OAuth, type OAuthAccess, type OAuthClient } from './credentials/oauth/oauth.ts';
export type { TokenSource } from './credentials/oauth/token-source.ts';
export type { TokenStore } from './credentials/oauth/token-store.ts';
export { type ConnectContext, defineApi } from './define/api.ts';
export { betweenMarks } from './define/between-marks.ts';
export { dataClasses } from './define/data-class.ts';
export { type Effect, effects, isWrite } from './define/effect.ts';
export { nearestNames } from './define/nearest-names.ts';
export { pageOf, wrongCursor } from './define/page-of.ts';
export type { JsonSchema } from './define/portable-schema.ts';
export { definePrompt } from './define/prompt.ts';
export { defineResource } from './define/resource.ts';
export { defineServer, type Server } from './define/server.ts';
export { type Surface, type SurfaceTool, surfaceOf } from './define/surface.ts';
export {
  defineTool,
  type Page,
  toolDefiner,
} from './define/tool.ts';
export { type ErrorCode, type ErrorDetails, ToolError } from './define/tool-error.ts';
export { axiosAdapter, useAxiosSdk } from './http/axios-adapter.ts';
export { type GuardedPost, postGuarded } from './http/guarded-post.ts';
export { readSdkAnswer } from './http/sdk-answer.ts';
export type { Transport } from './http/transport.ts';
export type { Upstream, UpstreamOptions } from './http/upstream.ts';
export type { WebSocketClass } from './http/web-socket.ts';
export { keySpelling } from './masking/key-spelling.ts';
export { type CallRequest, createRuntime, type Runtime, type RuntimeOptions } from './pipeline/runtime.ts';
export { defaultPolicy, defaultRole, type Policy } from './policy/policy.ts';
