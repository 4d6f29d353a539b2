export const httpIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="#44474e" stroke-width="1.4"><circle cx="9" cy="9" r="7"/><path d="M2 9h14M9 2c4 4 4 10 0 14M9 2c-4 4-4 10 0 14"/></svg>';
