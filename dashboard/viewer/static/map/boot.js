/*
 * A classic script, as folium loads them: it hands the map over to the modules beside it. Where anything of the map
 * fails, the page is told, by its channel (see ../channel.js, which may be what failed).
 */
(() => {
  const modules = new URL('viewer_map.js', document.currentScript.src);
  const failed = () => {
    for (const end of window.parent.__whenaboutsChannel ?? []) end.deliver({ type: 'failed' });
  };
  const isOurs = (error) => error?.stack?.includes(new URL('..', modules).href);
  addEventListener('error', ({ error }) => isOurs(error) && failed());
  addEventListener('unhandledrejection', ({ reason }) => isOurs(reason) && failed());
  window.whenabouts = {
    mount(map, options) {
      import(modules.href).then((viewer) => viewer.mount(map, options)).catch((error) => {
        console.error(error);
        failed();
      });
    },
  };
})();
