import type { Language } from './language.ts';

/** What the `reason` of an error means: codes of the operating system, and our own for files out of the ordinary. */
const REASONS: Readonly<Record<Language, Readonly<Record<string, string>>>> = {
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
    CHANGED: 'it changed while it was being read',
    changed: 'it changed while it was being read',
    'not a workspace, and not empty': 'the folder holds other files and no workspace',
    members: 'it holds too many files',
    ratio: 'it unpacks to far more than its size',
    size: 'it unpacks to more than can be read safely',
    'size-stated': 'a file in it is larger than it says',
    overlap: 'files in it overlap',
    twice: 'two files in it have one name',
    method: 'a file in it is packed in an unknown way',
    doctype: 'it declares a document type, which no spreadsheet needs',
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
    CHANGED: '読み込み中に内容が変わりました',
    changed: '読み込み中に内容が変わりました',
    'not a workspace, and not empty': 'ワークスペースではない、ほかのファイルのあるフォルダーです',
    members: '含まれるファイルが多すぎます',
    ratio: '展開後の大きさが極端に大きくなります',
    size: '展開後の大きさが安全に読み込める範囲を超えています',
    'size-stated': '実際の大きさが記載と異なるファイルが含まれています',
    overlap: '中のファイルどうしが重なっています',
    twice: '同じ名前のファイルが 2 つ含まれています',
    method: '未知の方式で圧縮されたファイルが含まれています',
    doctype: '表計算のファイルには不要な文書型宣言が含まれています',
  },
};

/** A reason in words, an operating system's code behind; a reason that is not known stays as it is. */
export function spokenReason(reason: string, language: Language): string {
  const words = REASONS[language];
  if (!Object.hasOwn(words, reason)) return reason;
  const spoken = words[reason] ?? '';
  return /^E[A-Z]+$/.test(reason) ? `${spoken} (${reason})` : spoken;
}
