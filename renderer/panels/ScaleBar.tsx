import { roundScale } from './scale.ts';

/** The scale at the middle of the map, in metric and in statute units. */
export function ScaleBar({ metresPer100Px }: { readonly metresPer100Px: number }) {
  const metric = roundScale(metresPer100Px, [
    [1000, 'km'],
    [1, 'm'],
  ]);
  const statute = roundScale(metresPer100Px, [
    [1609.344, 'mi'],
    [0.3048, 'ft'],
  ]);
  return (
    <div className="scale" role="img" aria-label={`Scale: ${metric.text} and ${statute.text} at the middle of the map`}>
      {[metric, statute].map(({ text, widthPx }) => (
        <span key={text} className="scale-line" style={{ width: widthPx }}>
          {text}
        </span>
      ))}
    </div>
  );
}
