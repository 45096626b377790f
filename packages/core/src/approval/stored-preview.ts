import { withoutPersonal } from '../masking/redactor.ts';
import { createTextSeal } from './text-seal.ts';

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

/**
 * Previews under a key of this machine and user. Who approves must tell one address from another that looks alike when masked, so the
 * whole text is kept too; on another machine only the masked one can be read. `call` binds a sealed text to its call.
 */
export function createPreviewStore(key: Buffer | undefined): PreviewStore {
  const seal = key && createTextSeal(key, 'bizmcp approval preview');
  return {
    stored(preview, call) {
      const masked = withoutPersonal(preview);
      if (!seal || masked === preview) return { preview: masked };
      return { preview: masked, sealed: seal.seal(preview, call) };
    },
    opened({ preview, sealed }, call) {
      return (sealed === undefined ? undefined : seal?.open(sealed, call)) ?? preview;
    },
  };
}
