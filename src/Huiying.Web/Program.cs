using Huiying.Web.Commands;

return await Shell.Run(args);
