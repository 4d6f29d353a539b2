export const archiveIcon =
  '<svg xmlns="http://www.w3.org/2000/svg" width="18" height="18" viewBox="0 0 18 18" fill="none" stroke="#44474e" stroke-width="1.4"><path d="M2 3h14v4H2zM3 7v8h12V7M7 10h4"/></svg>';
