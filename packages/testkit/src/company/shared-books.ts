/** Books that a simulator answers from. */
export interface SharedBooks<Books> {
  /** To be read only: other simulators may have the same. */
  readonly books: Books;
  /** To be changed: the simulator's own from the first change on. */
  change(): Books;
}

/**
 * Makes the function that opens the books of a day. Books nobody has changed are the same for all simulators of a day, with the
 * lists that were made of them.
 */
export const shareBooks = <Books>(tell: (today: string) => Books): ((today: string) => SharedBooks<Books>) => {
  const unchanged = new Map<string, Books>();
  const shared = (today: string): Books => {
    const books = unchanged.get(today) ?? tell(today);
    unchanged.set(today, books);
    return books;
  };
  return (today) => {
    let own: Books | undefined;
    return {
      get books() {
        return own ?? shared(today);
      },
      change() {
        own ??= tell(today);
        return own;
      },
    };
  };
};
