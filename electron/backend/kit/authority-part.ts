import { type CheckedTable, checkAuthorityTable, compareTables } from '../../../shared/eligibility/authority-edit.ts';
import { authorityDigest } from '../../store/queries/authority.ts';
import { authorityInUse, putAuthority } from '../authority.ts';
import type { KitPart } from './part.ts';

/** The authority table in use, whole. */
export const authorityPart: KitPart<CheckedTable['content']> = {
  id: 'authority',
  collect: ({ db, reference }) => authorityInUse(db, reference).content as CheckedTable['content'],
  check(data) {
    const checked = checkAuthorityTable(data);
    return checked.ok ? { ok: true, value: checked.value.content } : checked;
  },
  compare(content, { db, reference }) {
    const inUse = authorityInUse(db, reference);
    const checked = checkAuthorityTable(content);
    if (!checked.ok) throw new Error('The table was checked before');
    const { table } = checked.value;
    const { added, changed, removed } = compareTables(inUse.table, table);
    const counts = [
      ...(added.length > 0 ? [`adds ${added.join(', ')}`] : []),
      ...(changed.length > 0 ? [`changes ${changed.join(', ')}`] : []),
      ...(removed.length > 0 ? [`removes ${removed.join(', ')}`] : []),
    ];
    const isSame = authorityDigest(content) === inUse.version.digest;
    const detail = `checked up to ${table.asOf} there, ${inUse.table.asOf} here${counts.length === 0 ? '' : `; ${counts.join('; ')}`}`;
    const change = isSame ? 'same' : table.asOf < inUse.table.asOf ? 'older' : 'changed';
    return [{ part: 'authority', name: table.title, detail, change }];
  },
  apply(content, { db, reference }, { actor, atMs, kit }) {
    if (authorityDigest(content) === authorityInUse(db, reference).version.digest) return;
    const source = `Sector kit ${kit.name}, made ${kit.madeAt} by ${kit.madeBy}`;
    putAuthority(db, { content, how: 'kit', source }, { actor, atMs });
  },
};
