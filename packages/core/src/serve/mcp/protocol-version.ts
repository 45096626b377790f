/** The revision of the protocol in which each request says who asks. */
export const modernVersion = '2026-07-28';
/** The versions before it that the SDK speaks, newest first. */
export const legacyVersions = ['2025-11-25', '2025-06-18', '2025-03-26', '2024-11-05', '2024-10-07'] as const;
/** Where a request of 2026-07-28 says its version, among its `_meta`. */
export const versionKey = 'io.modelcontextprotocol/protocolVersion';
