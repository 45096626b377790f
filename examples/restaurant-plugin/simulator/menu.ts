/** A dish with what it is made of, in units of the stock. */
export interface Dish {
  id: string;
  name: string;
  category: string;
  price_cents: number;
  cost_cents: number;
  available: boolean;
  recipe: Readonly<Record<string, number>>;
}

/** Something in the kitchen's shelves. */
export interface StockItem {
  sku: string;
  name: string;
  unit: string;
  on_hand: number;
  reorder_at: number;
}

type DishRow = readonly [name: string, category: string, price: number, cost: number, recipe: Record<string, number>];

const dishes: readonly DishRow[] = [
  ['Bruschetta', 'Starters', 750, 180, { TOMATO: 120, BREAD: 2 }],
  ['Burrata', 'Starters', 1190, 420, { MOZZARELLA: 125, TOMATO: 80 }],
  ['Pizza Margherita', 'Pizza', 1250, 290, { DOUGH: 1, TOMATO: 90, MOZZARELLA: 120 }],
  ['Pizza Salami', 'Pizza', 1450, 370, { DOUGH: 1, TOMATO: 90, MOZZARELLA: 110, SALAMI: 60 }],
  ['Pizza of the week', 'Pizza', 1590, 460, { DOUGH: 1, MOZZARELLA: 100 }],
  ['Lasagne', 'Pasta', 1490, 410, { TOMATO: 140, MOZZARELLA: 60, BEEF: 110 }],
  ['Spaghetti Bolognese', 'Pasta', 1350, 340, { PASTA: 130, TOMATO: 120, BEEF: 90 }],
  ['Tiramisu', 'Desserts', 690, 170, { MASCARPONE: 90 }],
  ['Panna cotta', 'Desserts', 620, 120, { CREAM: 150 }],
  ['Water 0.5 l', 'Drinks', 390, 60, { WATER: 1 }],
  ['Cola', 'Drinks', 420, 80, { COLA: 1 }],
  ['House wine 0.2 l', 'Drinks', 690, 190, { WINE: 200 }],
];

const shelves: readonly (readonly [sku: string, name: string, unit: string, onHand: number, reorderAt: number])[] = [
  ['BEEF', 'Minced beef', 'g', 6200, 5000],
  ['BREAD', 'Bread for bruschetta', 'slice', 84, 40],
  ['COLA', 'Cola bottles', 'bottle', 130, 60],
  ['CREAM', 'Cream', 'ml', 3900, 4000],
  ['DOUGH', 'Balls of dough', 'ball', 95, 60],
  ['MASCARPONE', 'Mascarpone', 'g', 2600, 2500],
  ['MOZZARELLA', 'Mozzarella', 'g', 7400, 8000],
  ['PASTA', 'Spaghetti', 'g', 9000, 4000],
  ['SALAMI', 'Salami', 'g', 2100, 1500],
  ['TOMATO', 'Tomatoes', 'g', 18500, 9000],
  ['WATER', 'Water bottles', 'bottle', 210, 90],
  ['WINE', 'House wine', 'ml', 16000, 8000],
];

export function createMenu(): Dish[] {
  return dishes.map(([name, category, price_cents, cost_cents, recipe], index) => ({
    ...{ id: `item_${index + 1}`, name, category, price_cents, cost_cents, recipe, available: name !== 'Panna cotta' },
  }));
}

export function createStock(): StockItem[] {
  return shelves.map(([sku, name, unit, on_hand, reorder_at]) => ({ sku, name, unit, on_hand, reorder_at }));
}
