import type { Failure } from '../../../../shared/result.ts';
import { ContainerRefused, type Member } from '../member.ts';
import type { ZipArchive, ZipEntry } from '../zip.ts';
import { readRelations, readSharedTexts, readStyles, readWorkbook } from './parts.ts';
import { type CellContext, SheetText } from './sheet-text.ts';

const WORKBOOK = 'xl/workbook.xml';

export const isWorkbook = (entries: readonly ZipEntry[]): boolean => entries.some(({ name }) => name === WORKBOOK);

export interface OpenedWorkbook {
  readonly members: readonly Member[];
  readonly refused: readonly { readonly member: string; readonly failure: Failure }[];
}

/**
 * The sheets of a workbook, each as a table of its own (see `SheetText`); a row's record number is its number in the sheet.
 *
 * @param prefix stands before the sheets' names when the workbook is itself a member
 * @throws ContainerRefused, MemberDamaged, ReadFailure
 */
export async function openWorkbook(archive: ZipArchive, label: string, prefix: string): Promise<OpenedWorkbook> {
  const parts = new Map(archive.entries.map((entry) => [entry.name, entry]));
  const workbook = await readWorkbook(parts.get(WORKBOOK)!.open());
  const relations = parts.get('xl/_rels/workbook.xml.rels');
  const targets = relations === undefined ? new Map<string, string>() : await readRelations(relations.open(), 'xl/');
  const styles = parts.get('xl/styles.xml');
  const texts = parts.get('xl/sharedStrings.xml');
  const context: CellContext = {
    dates: workbook.dates,
    styles: styles === undefined ? [] : await readStyles(styles.open()),
    texts: texts === undefined ? [] : await readSharedTexts(texts.open(), texts.bytes, label),
  };
  const members: Member[] = [];
  const refused: { member: string; failure: Failure }[] = [];
  workbook.sheets.forEach(({ name, relation }, at) => {
    const member = `${prefix}${name === '' ? `sheet ${at + 1}` : name}`;
    const part = parts.get(targets.get(relation) ?? `xl/worksheets/sheet${at + 1}.xml`);
    if (part === undefined) {
      const message = `${label} names a sheet “${name}” and does not hold it.`;
      refused.push({ member, failure: { code: 'wrong-format', message, file: label } });
    } else if (part.name.startsWith('xl/worksheets/')) {
      const text = new SheetText(name, context);
      members.push({
        name: member,
        bytes: null,
        open: () => text.bytes(part.open()),
        recordAt: (byteStart) => text.rowAt(byteStart),
      });
    }
  });
  if (workbook.sheets.length === 0)
    throw new ContainerRefused('wrong-format', `${label} is a workbook without sheets.`);
  return { members, refused };
}
