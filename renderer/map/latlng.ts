import * as L from 'leaflet';
import type { Bbox, Position } from '../../shared/model/position.ts';

// The one place where [lng, lat] becomes Leaflet's lat/lng and back.

export const toLatLng = ([lng, lat]: Position): L.LatLng => L.latLng(lat, lng);

export const fromLatLng = ({ lng, lat }: L.LatLng): Position => [lng, lat];

export const toBounds = ([west, south, east, north]: Bbox): L.LatLngBounds =>
  L.latLngBounds(L.latLng(south, west), L.latLng(north, east));
