export const signingIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="#44474e" stroke-width="1.4"><path d="M2 15c3-1 3-5 6-5s1 4 4 3 2-3 4-3"/><path d="M9 8l5-5 1 1-5 5z"/></svg>';
