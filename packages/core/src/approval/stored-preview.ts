import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { redactText } from '../masking/redactor.ts';

/** A preview as the shared state may keep it: masked to be read by anyone who can, and whole for those who have the key. */
export interface StoredPreview {
  preview: string;
  sealed?: string | undefined;
}

/** Keeps personal data of previews out of the state, which may be a database of many. */
export interface PreviewStore {
  stored(preview: string, call: string): StoredPreview;
  /** The whole preview where the key is that of its writer, else the masked one. */
  opened(stored: StoredPreview, call: string): string;
}

const nonceBytes = 12;
const tagBytes = 16;

/**
 * Previews under a key of this machine and user. Who approves must tell one address from another that looks alike when masked, so the
 * whole text is kept too; on another machine only the masked one can be read. `call` binds a sealed text to its call.
 */
export function createPreviewStore(key: Buffer | undefined): PreviewStore {
  const ownKey = key && createSecretKey(createHmac('sha256', key).update('bizmcp approval preview').digest());
  const isCleared = (data: string) => data === 'public' || data === 'internal';
  return {
    stored(preview, call) {
      const masked = redactText(preview, { isCleared });
      if (!ownKey || masked === preview) return { preview: masked };
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', ownKey, nonce).setAAD(Buffer.from(call));
      const text = Buffer.concat([cipher.update(preview, 'utf8'), cipher.final()]);
      return { preview: masked, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64') };
    },
    opened({ preview, sealed }, call) {
      if (!ownKey || sealed === undefined) return preview;
      const bytes = Buffer.from(sealed, 'base64');
      try {
        const decipher = createDecipheriv('aes-256-gcm', ownKey, bytes.subarray(0, nonceBytes), {
          authTagLength: tagBytes,
        });
        decipher.setAAD(Buffer.from(call)).setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
        const text = decipher.update(bytes.subarray(nonceBytes + tagBytes));
        return Buffer.concat([text, decipher.final()]).toString('utf8');
      } catch {
        return preview;
      }
    },
  };
}
