import {
  iconBattery,
  iconBolt,
  iconClock,
  iconCoins,
  iconCup,
  iconDrop,
  iconGear,
  iconHeart,
  iconList,
  iconNoise,
  iconPaw,
  iconRuler,
  iconSliders,
  iconSpark,
  iconStar,
  iconTruck,
  iconWeight,
  type IconShape,
} from "@shared/icons";

const SHAPES: Readonly<Record<string, IconShape>> = {
  battery: iconBattery,
  bolt: iconBolt,
  clock: iconClock,
  coins: iconCoins,
  cup: iconCup,
  drop: iconDrop,
  gear: iconGear,
  heart: iconHeart,
  list: iconList,
  noise: iconNoise,
  paw: iconPaw,
  ruler: iconRuler,
  spark: iconSpark,
  star: iconStar,
  truck: iconTruck,
  weight: iconWeight,
};

/** The picture of a criterion, by the name its guide gives. */
export function shapeOf(name: string): IconShape {
  return SHAPES[name] ?? iconSliders;
}
