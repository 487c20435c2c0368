using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Huiying.Tests.Collect.Fetching;

/// <summary>A server on a loopback address of its own that answers every page but robots.txt as badly as the test likes.</summary>
internal sealed class HostileServer : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly Func<Stream, Socket, CancellationToken, Task> answer;
    private readonly X509Certificate2? certificate;
    private readonly string robots;
    private readonly CancellationTokenSource closing = new();
    private readonly TaskCompletionSource asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task serving;

    /// <param name="last">The last part of its address 127.0.0.x.</param>
    /// <param name="answer">Writes the answer to any page.</param>
    /// <param name="certificate">Speaks TLS with it.</param>
    /// <param name="robots">The whole answer to robots.txt.</param>
    public HostileServer(byte last, Func<Stream, Socket, CancellationToken, Task> answer, X509Certificate2? certificate = null, string? robots = null)
    {
        (this.answer, this.certificate) = (answer, certificate);
        this.robots = robots ?? "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n";
        listener = new(IPAddress.Parse($"127.0.0.{last}"), 0);
        listener.Start();
        serving = Serve();
    }

    public IPEndPoint At => (IPEndPoint)listener.LocalEndpoint;

    public string Host => At.Address.ToString();

    public string Url => $"{(certificate is null ? "http" : "https")}://{At}/feed";

    /// <summary>Ends when the first page was asked for.</summary>
    public Task Asked => asked.Task;

    /// <summary>A certificate nobody signed.</summary>
    public static X509Certificate2 SelfSigned(string host, DateTimeOffset until)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={host}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var made = request.CreateSelfSigned(until.AddYears(-1), until);
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }

    public static Task Send(Stream stream, string text) => stream.WriteAsync(Encoding.UTF8.GetBytes(text)).AsTask();

    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        listener.Stop();
        await serving;
        closing.Dispose();
    }

    private async Task Serve()
    {
        var open = new List<Task>();
        try
        {
            while (true) open.Add(Serve(await listener.AcceptSocketAsync(closing.Token)));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
        await Task.WhenAll(open);
    }

    private async Task Serve(Socket socket)
    {
        try
        {
            await using var plain = new NetworkStream(socket, ownsSocket: true);
            Stream stream = plain;
            if (certificate is not null)
            {
                var tls = new SslStream(plain);
                asked.TrySetResult();
                await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, closing.Token);
                stream = tls;
            }
            using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
            while (await reader.ReadLineAsync(closing.Token) is { } line)
            {
                var path = line.Split(' ')[1];
                while (await reader.ReadLineAsync(closing.Token) is { Length: > 0 })
                {
                }
                if (path == "/robots.txt")
                {
                    await Send(stream, robots);
                    continue;
                }
                asked.TrySetResult();
                await answer(stream, socket, closing.Token);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The reader had enough, or the test is over.
        }
    }
}
