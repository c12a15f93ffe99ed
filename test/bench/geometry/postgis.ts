import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Border } from '../../../shared/geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../../shared/geo/ellipsoid.ts';
import type { Sectors } from '../../../shared/geo/sectors.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { compare, isSameDistance, noDifferences, type PeerResult } from './peer.ts';
import { type Answers, hashOf } from './product.ts';
import type { Flights } from './scene.ts';

/** Of `/proc`, on every Linux that Node runs on. */
const ticksPerSecond = 100;
const SERVERS = '/usr/lib/postgresql';
const EXTENSIONS = '/usr/share/postgresql';
/** Latitude whose scale the plane of the nearest-neighbour search has: within 4 % of the true one all along the line. */
const PLANE_LAT = 29.5;
/** Segments taken from that search, of which the nearest by the scale at the position counts. */
const NEIGHBOURS = 8;

/** The newest server on the machine that has PostGIS; installs it where apt-get may. Null, with a line why, otherwise. */
export function findPostgis(): { readonly bin: string } | null {
  const find = (): string | null => {
    const versions = existsSync(SERVERS) ? readdirSync(SERVERS).sort((a, b) => Number(b) - Number(a)) : [];
    const version = versions.find((each) => existsSync(join(EXTENSIONS, each, 'extension/postgis.control')));
    return version === undefined ? null : join(SERVERS, version, 'bin');
  };
  let bin = find();
  if (bin === null && process.getuid?.() === 0 && spawnSync('apt-get', ['--version']).status === 0) {
    console.error('Installing PostGIS from Debian');
    spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'postgresql-15', 'postgresql-15-postgis-3'], {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    bin = find();
  }
  if (bin === null) console.log('PostGIS is not installed and cannot be: it is left out.');
  return bin === null ? null : { bin };
}

/** A private server in a temporary folder, on a socket of its own, by a user who is not root; gone afterwards. */
class PrivateServer {
  private readonly bin: string;
  readonly folder: string;
  private readonly user: { uid?: number; gid?: number };

  constructor(bin: string) {
    this.bin = bin;
    this.folder = mkdtempSync(join(tmpdir(), 'fenceline-postgis-'));
    this.user = serverUser();
    if (this.user.uid !== undefined) chownSync(this.folder, this.user.uid, this.user.gid ?? this.user.uid);
    const data = join(this.folder, 'data');
    this.run('initdb', ['-D', data, '-U', 'bench', '-A', 'trust', '--no-sync', '-E', 'UTF8', '--locale=C']);
    const options = [
      `-k ${this.folder} -c listen_addresses= -c fsync=off -c synchronous_commit=off -c full_page_writes=off`,
      '-c shared_buffers=512MB -c work_mem=256MB -c maintenance_work_mem=256MB -c max_wal_size=8GB',
      '-c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0 -c jit=off',
    ].join(' ');
    this.run('pg_ctl', ['-D', data, '-w', '-l', join(this.folder, 'log'), '-o', options, 'start']);
  }

  /** Runs statements; gives what they wrote. @throws when one fails */
  sql(statements: string): string {
    return this.run(
      'psql',
      ['-h', this.folder, '-U', 'bench', '-d', 'postgres', '-v', 'ON_ERROR_STOP=1', '-qAt'],
      statements,
    );
  }

  /** Processor seconds one statement takes in its server process. */
  time(statement: string): number {
    const ticks = String.raw`\! cut -d ' ' -f 14,15 /proc/$SERVER/stat`;
    const written = this.sql(
      [
        String.raw`SELECT pg_backend_pid() AS pid \gset`,
        String.raw`\setenv SERVER :pid`,
        ticks,
        `${statement};`,
        ticks,
        '',
      ].join('\n'),
    );
    const [before, after] = written
      .trim()
      .split('\n')
      .map((line) => line.split(' ').reduce((sum, count) => sum + Number(count), 0));
    return (after! - before!) / ticksPerSecond;
  }

  stop(): void {
    spawnSync(join(this.bin, 'pg_ctl'), ['-D', join(this.folder, 'data'), '-m', 'immediate', '-w', 'stop'], this.user);
    rmSync(this.folder, { recursive: true, force: true });
  }

  private run(program: string, args: readonly string[], input = ''): string {
    // A server that stays must not hold our pipes.
    const stdio = program === 'pg_ctl' ? ('ignore' as const) : ('pipe' as const);
    const { status, stdout, stderr } = spawnSync(join(this.bin, program), args, {
      ...this.user,
      input,
      stdio,
      cwd: this.folder,
      encoding: 'utf8',
      maxBuffer: 1 << 30,
    });
    if (status !== 0) throw new Error(`${program} ended with ${status}: ${String(stderr).slice(-1000)}`);
    return stdout ?? '';
  }
}

function serverUser(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string): number => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout);
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * The same work by PostGIS. Loading and its indexes are not timed. Side and areas by one join on all positions; distance and
 * sector by its nearest-neighbour search over segments on some flights, brought to all; crossings by joining flights with
 * segments. One thread, as for the product.
 */
export function runPostgis(
  bin: string,
  border: Border,
  sectors: Sectors,
  areas: readonly MultiPolygon[],
  flights: Flights,
  answers: Answers,
  sampleFlights: number,
): PeerResult {
  const server = new PrivateServer(bin);
  try {
    load(server, border, sectors, areas, flights);
    const count = flights.lng.length;
    const sample = flights.start[sampleFlights]!;
    const masksS = server.time(
      'CREATE UNLOGGED TABLE hit AS SELECT p.id, z.id AS zone FROM zone z JOIN pt p ON ST_Intersects(z.geom, p.geom)',
    );
    const nearS = server.time(
      `CREATE UNLOGGED TABLE near AS SELECT p.id, n.sector, n.metres FROM pt p CROSS JOIN LATERAL (
         SELECT s.sector, ST_Distance(ST_Scale(s.geom, p.kx, p.ky), ST_Scale(p.geom, p.kx, p.ky)) AS metres
         FROM (SELECT geom, sector FROM seg ORDER BY seg.plane <-> p.plane LIMIT ${NEIGHBOURS}) s ORDER BY 2 LIMIT 1
       ) n WHERE p.id < ${sample}`,
    );
    const crossS = server.time(
      `CREATE UNLOGGED TABLE crossed AS SELECT t.flight, sum(ST_NPoints(ST_Intersection(t.geom, s.geom))) AS n
       FROM track t JOIN seg s ON ST_Intersects(t.geom, s.geom) GROUP BY 1`,
    );
    const all = `${count} positions`;
    return {
      name: 'PostGIS, one thread',
      parts: [
        { name: 'side and areas', seconds: masksS, measuredOn: all },
        { name: 'distance and sector', seconds: (nearS * count) / sample, measuredOn: `${sample} positions` },
        { name: 'crossings', seconds: crossS, measuredOn: all },
      ],
      differences: differencesOf(server, flights, answers),
    };
  } finally {
    server.stop();
  }
}

function load(
  server: PrivateServer,
  border: Border,
  sectors: Sectors,
  areas: readonly MultiPolygon[],
  { lng, lat, start }: Flights,
): void {
  const write = (name: string, lines: readonly string[]): string => {
    const path = join(server.folder, name);
    writeFileSync(path, `${lines.join('\n')}\n`, { mode: 0o644 });
    return path;
  };
  const points: string[] = [];
  for (let flight = 0; flight + 1 < start.length; flight++) {
    for (let i = start[flight]!; i < start[flight + 1]!; i++) {
      points.push(`${i},${flight},${lng[i]},${lat[i]},${metresPerDegreeLng(lat[i]!)},${metresPerDegreeLat(lat[i]!)}`);
    }
  }
  const vertices = Array.from(border.vertexLng, (x, i) => `${x} ${border.vertexLat[i]}`);
  const [first, last] = [border.vertexLng[0]!, border.vertexLng.at(-1)!];
  const us = `POLYGON((${[...vertices, `${last} 45`, `${first} 45`, vertices[0]!].join(',')}))`;
  const text = (area: MultiPolygon): string =>
    `MULTIPOLYGON(${area.map((rings) => `(${rings.map((ring) => `(${ring.map(([x, y]) => `${x} ${y}`).join(',')})`).join(',')})`).join(',')})`;
  const segments = vertices.slice(1).map((to, i) => {
    const km = (border.vertexKm[i]! + border.vertexKm[i + 1]!) / 2;
    return `${i};${sectors.list.indexOf(sectors.ofKm(km))};LINESTRING(${vertices[i]},${to})`;
  });
  const zones = [us, ...areas.map(text)].map((wkt, i) => `${i};${wkt}`);
  const scale = metresPerDegreeLng(PLANE_LAT) / metresPerDegreeLat(PLANE_LAT);
  server.sql(`
    CREATE EXTENSION postgis;
    CREATE UNLOGGED TABLE raw (id int, flight int, lng float8, lat float8, kx float8, ky float8);
    \\copy raw FROM '${write('points.csv', points)}' CSV
    CREATE UNLOGGED TABLE pt AS SELECT id, flight, kx, ky, ST_MakePoint(lng, lat) AS geom,
      ST_MakePoint(lng * ${scale}, lat) AS plane FROM raw;
    CREATE INDEX ON pt USING gist (geom);
    CREATE INDEX ON pt (id);
    CREATE UNLOGGED TABLE zone (id int, geom geometry);
    \\copy zone FROM '${write('zones.csv', zones)}' (DELIMITER ';')
    CREATE UNLOGGED TABLE seg (id int, sector int, geom geometry);
    \\copy seg FROM '${write('segments.csv', segments)}' (DELIMITER ';')
    ALTER TABLE seg ADD COLUMN plane geometry;
    UPDATE seg SET plane = ST_Scale(geom, ${scale}, 1);
    CREATE INDEX ON seg USING gist (geom);
    CREATE INDEX ON seg USING gist (plane);
    CREATE UNLOGGED TABLE track AS SELECT flight, ST_MakeLine(geom ORDER BY id) AS geom FROM pt GROUP BY flight;
    CREATE INDEX ON track USING gist (geom);
    VACUUM ANALYZE;
  `);
}

function differencesOf(server: PrivateServer, { lng, start }: Flights, answers: Answers): PeerResult['differences'] {
  const differences = noDifferences();
  const rows = (query: string): number[][] =>
    server
      .sql(`COPY (${query}) TO STDOUT (FORMAT csv);`)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => line.split(',').map(Number));
  const isInUs = new Uint8Array(lng.length);
  for (const [id] of rows('SELECT id FROM hit WHERE zone = 0')) isInUs[id!] = 1;
  const hash = new Uint32Array(lng.length);
  for (const [id, zone] of rows('SELECT id, zone FROM hit WHERE zone > 0 ORDER BY id, zone')) {
    hash[id!] = hashOf(hash[id!]!, zone! - 1);
  }
  for (let i = 0; i < lng.length; i++) {
    compare(differences.side, (isInUs[i] === 1) === answers.distanceM[i]! >= 0);
    compare(differences.areas, hash[i] === answers.areaHash[i]);
  }
  for (const [id, sector, metres] of rows('SELECT id, sector, metres FROM near')) {
    compare(differences.distance, isSameDistance(metres!, answers, id!));
    compare(differences.sector, sector === answers.sector[id!]);
  }
  const crossings = new Uint16Array(start.length - 1);
  for (const [flight, n] of rows('SELECT flight, n FROM crossed')) crossings[flight!] = n!;
  for (const [flight, n] of crossings.entries()) compare(differences.crossings, n === answers.crossings[flight]);
  return differences;
}
