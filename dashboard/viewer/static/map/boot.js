/* A classic script, as folium loads them: it hands the map over to the modules beside it. */
(() => {
  const modules = new URL('viewer_map.js', document.currentScript.src);
  window.whenabouts = {
    mount(map, options) {
      import(modules.href).then((viewer) => viewer.mount(map, options));
    },
  };
})();
