import type { Language } from './language.ts';

/** What an operating system's code means, for the `reason` of an error. Kept in brackets, for whoever helps. */
const SYSTEM_REASONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
  en: {
    EACCES: 'no permission',
    EPERM: 'no permission',
    EROFS: 'the disk is read-only',
    EISDIR: 'it is a folder',
    ENOTDIR: 'a part of the path is no folder',
    NOT_A_FILE: 'it is no file',
    EBUSY: 'in use by another program',
    ETXTBSY: 'in use by another program',
    ENAMETOOLONG: 'the name is too long',
    EMFILE: 'too many open files',
    ENOENT: 'not found',
    ENOSPC: 'no space left on the disk',
    EIO: 'the disk cannot be read',
  },
  ja: {
    EACCES: '権限がありません',
    EPERM: '権限がありません',
    EROFS: '書き込み禁止のディスクです',
    EISDIR: 'フォルダーです',
    ENOTDIR: 'パスの途中がフォルダーではありません',
    NOT_A_FILE: 'ファイルではありません',
    EBUSY: '他のプログラムが使用中です',
    ETXTBSY: '他のプログラムが使用中です',
    ENAMETOOLONG: '名前が長すぎます',
    EMFILE: '開いているファイルが多すぎます',
    ENOENT: '見つかりません',
    ENOSPC: 'ディスクに空きがありません',
    EIO: 'ディスクを読み取れません',
  },
};

/** A reason in words, its code behind; a reason that is no known code stays as it is. */
export function spokenReason(reason: string, language: Language): string {
  const words = SYSTEM_REASONS[language];
  return Object.hasOwn(words, reason) ? `${words[reason] ?? ''} (${reason})` : reason;
}
