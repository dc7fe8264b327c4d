using Entente.Cli.Output;

namespace Entente.Cli.Commands;

/// <summary>Opens files that a user named.</summary>
internal static class Files
{
    public static FileStream Open(FileInfo file)
    {
        try
        {
            return file.OpenRead();
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new UserException(ExitCode.Input, $"'{file.FullName}' cannot be read: {failure.Message}", failure);
        }
    }
}
