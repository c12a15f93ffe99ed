/**
 * An import of a member of a container (a file in a ZIP, a sheet of a workbook): `sha256` and `bytes` are the member's, which byte
 * ranges refer to; the container is kept beside it untouched, under its own SHA-256.
 */
export const containers = `
ALTER TABLE import ADD COLUMN member TEXT;
ALTER TABLE import ADD COLUMN container_kind TEXT;
ALTER TABLE import ADD COLUMN container_sha256 TEXT;
ALTER TABLE import ADD COLUMN container_bytes INTEGER;
`;
