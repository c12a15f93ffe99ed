/** DJI product codes in DroneID (kuwait-aeroscope; dronesecurity to 70). An excerpt: other codes stay in the raw record. */
const products: ReadonlyMap<number, string> = new Map([
  [16, 'Mavic Pro'],
  [21, 'Spark'],
  [24, 'Mavic Air'],
  [35, 'Phantom 4 RTK'],
  [41, 'Mavic 2'],
  [53, 'Mavic Mini'],
  [58, 'Mavic Air 2'],
  [60, 'Matrice 300 RTK'],
  [61, 'FPV'],
  [63, 'Mini 2'],
  [66, 'Air 2S'],
  [67, 'Matrice 30'],
  [68, 'Mavic 3'],
  [73, 'Mini 3 Pro'],
  [75, 'Avata'],
  [77, 'Mavic 3 Enterprise'],
  [86, 'Mavic 3 Classic'],
  [87, 'Mini 3'],
  [88, 'Mini 2 SE'],
  [89, 'Matrice 350 RTK'],
  [90, 'Air 3'],
  [93, 'Mini 4 Pro'],
]);

/** Model by a product code or by what the source itself calls it; empty when neither is known. */
export function djiModel(product: unknown): string {
  if (typeof product === 'number') return products.get(product) ?? '';
  if (typeof product !== 'string') return '';
  return /^\d{1,3}$/.test(product) ? (products.get(Number(product)) ?? '') : product;
}
