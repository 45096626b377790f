import { isJsonObject, type JsonObject } from '../../json/json-object.ts';
import { modernVersion, versionKey } from './protocol-version.ts';

const envelopeKeys = [versionKey, 'io.modelcontextprotocol/clientInfo', 'io.modelcontextprotocol/clientCapabilities'];

/** Whether the parameters of `initialize` are surely ones that the SDK takes. It may say no to some of those, never yes to others. */
export function isPlainInitialize(params: JsonObject = {}): boolean {
  const { protocolVersion, capabilities, clientInfo, ...others } = params;
  return (
    hasNone(others) && isText(protocolVersion) && arePlainCapabilities(capabilities) && isPlainIdentity(clientInfo)
  );
}

/** Whether the parameters are nothing but a 2026-07-28 envelope that the SDK surely takes. */
export function isPlainEnvelope(params: JsonObject = {}): boolean {
  const { _meta: envelope, ...others } = params;
  if (!hasNone(others) || !isJsonObject(envelope)) return false;
  const [version, identity, capabilities] = envelopeKeys.map((key) => envelope[key]);
  if (Object.keys(envelope).length !== envelopeKeys.length || version !== modernVersion) return false;
  return isPlainIdentity(identity) && arePlainCapabilities(capabilities);
}

/** Whether there are no parameters. */
export function areNoParams(params: JsonObject = {}): boolean {
  return hasNone(params);
}

function isPlainIdentity(identity: unknown): boolean {
  if (!isJsonObject(identity)) return false;
  const { name, version, title = '', description = '', websiteUrl = '', icons = [], ...others } = identity;
  if (![name, version, title, description, websiteUrl].every(isText) || !hasNone(others)) return false;
  return Array.isArray(icons) && icons.every(isPlainIcon);
}

function isPlainIcon(icon: unknown): boolean {
  if (!isJsonObject(icon)) return false;
  const { src, mimeType = '', sizes = [], ...others } = icon;
  return isText(src) && isText(mimeType) && Array.isArray(sizes) && sizes.every(isText) && hasNone(others);
}

function arePlainCapabilities(capabilities: unknown): boolean {
  if (!isJsonObject(capabilities)) return false;
  const { roots = {}, sampling = {}, elicitation = {}, experimental = {}, extensions = {}, ...others } = capabilities;
  if (!hasNone(others) || !isJsonObject(roots)) return false;
  const { listChanged = false, ...otherRoots } = roots;
  return (
    typeof listChanged === 'boolean' &&
    hasNone(otherRoots) &&
    [sampling, experimental, extensions].every(isObjectOfObjects) &&
    isObjectOfObjects(elicitation) &&
    Object.values(elicitation).every(hasNone)
  );
}

function isObjectOfObjects(value: unknown): value is Record<string, JsonObject> {
  return isJsonObject(value) && Object.values(value).every(isJsonObject);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function hasNone(value: JsonObject): boolean {
  return Object.keys(value).length === 0;
}
